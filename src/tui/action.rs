//! The vocabulary of the keymap: what can be done, where, and on what condition.
//!
//! These names stand in `keymap.toml`; their Chinese words stand in `text::ui::actions` under the same
//! names. Nothing is done here.

use serde::{Deserialize, Serialize};

/// Something a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One page back.
    PageUp,
    /// One page on.
    PageDown,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// The next section.
    NextSection,
    /// The section before.
    PreviousSection,
    /// One step back.
    Back,
    /// Opens what is selected.
    Open,
    /// Chooses by digit.
    Pick,
    /// Opens the search.
    Search,
    /// Opens the list of everything that can be done here.
    Menu,
    /// Opens the help.
    Help,
    /// Opens the parameters.
    Policy,
    /// Reads the screen's content anew.
    Refresh,
    /// Paints the whole terminal anew.
    Redraw,
    /// Ends the program.
    Quit,
    /// Steps aside for the shell.
    Suspend,
    /// Opens the next case of the day.
    NextCase,
    /// Edits the income of the selected member.
    EditIncome,
    /// Opens the list of incomes of the selected member.
    OpenIncomes,
    /// Opens the facts of the selected member.
    EditMember,
    /// Opens the form of the property.
    EditAssets,
    /// Says what came of an alert.
    SettleAlert,
    /// Opens the form of how a 特困人员 is supported.
    EnterSupport,
    /// Opens the form of the assessment of self-care.
    AssessSelfCare,
    /// Says which facts of a change hold.
    SettleChange,
    /// Opens the form of what was given as 临时救助.
    EnterAid,
    /// Opens the form of the papers that follow it.
    CompletePapers,
    /// Opens the form of the visit after it.
    EnterFollowUp,
    /// Opens the form of what is kept in the selected line: a visit, an agreement, a request.
    EnterKept,
    /// Opens the form of an offer of work.
    EnterOffer,
    /// Opens the form of an appeal.
    EnterAppeal,
    /// Opens the list of what else may be due, and of the referrals.
    OpenReferrals,
    /// Opens the form of a referral for something that was not found.
    AddReferral,
    /// Opens the form of a visit.
    EnterVisit,
    /// Opens the form of a hearing.
    EnterHearing,
    /// Opens the sum line by line.
    OpenSum,
    /// Opens the conclusion.
    OpenConclusion,
    /// Says that nothing changed.
    Unchanged,
    /// Signs what was concluded and shows the next case.
    Sign,
    /// Asks whether to sign what was concluded before this case was looked at today.
    AskSign,
    /// Approves exactly what is on the screen.
    Approve,
    /// Confirms exactly what is on the screen.
    Confirm,
    /// Opens the choice of papers.
    Print,
    /// Opens the form of a posting.
    EnterPosting,
    /// Opens the form of an objection to a posting.
    EnterObjection,
    /// Opens the form of a notice.
    MakeNotice,
    /// Opens the form of a service.
    EnterService,
    /// Opens the form of a try to serve that did not succeed.
    EnterAttempt,
    /// Asks whether a served decision is noted as in force.
    Enforce,
    /// Signs what was asked about.
    GiveSignature,
    /// Returns a proposal.
    Return,
    /// Takes one's own proposal back.
    Withdraw,
    /// Lets the case wait.
    Hold,
    /// Ends a wait early.
    Wake,
    /// Puts the case behind the others.
    Skip,
    /// Takes the case.
    Claim,
    /// Puts the case back.
    Release,
    /// Reads the case anew and lays what was typed beside it.
    Reload,
    /// Drops everything typed and not signed.
    Discard,
    /// Shows the number and the telephone of the selected member.
    Reveal,
    /// Leaves a field, its value taken.
    Take,
    /// Puts back what the field held before.
    Restore,
    /// The next field, or the end of the form behind the last.
    Proceed,
    /// The next field.
    NextField,
    /// The field before.
    PreviousField,
    /// The next choice of a field.
    NextChoice,
    /// The choice before.
    PreviousChoice,
    /// Marks or unmarks a choice.
    Toggle,
    /// Completes a form.
    Submit,
    /// Adds an income.
    AddIncome,
    /// Adds a deduction.
    AddDeduction,
    /// Removes the selected row.
    Remove,
    /// Compares the sum with another day.
    Compare,
    /// Writes the sum as a sheet to be printed.
    PrintSum,
    /// Runs the search.
    Find,
    /// Goes to the filter.
    Filter,
    /// Enters a new value of a parameter.
    NewValue,
    /// Takes the value of a colleague, or one's own again.
    Swap,
    /// Opens the import of a roster.
    Import,
    /// Goes between the list of files and the path that is typed.
    SwitchPath,
    /// Says which field a column is.
    Point,
    /// Takes the next sheet of a workbook.
    NextSheet,
    /// Says that the list names some of the households, or all of them.
    SwitchCoverage,
    /// Judges the file that was recognised.
    JudgeImport,
    /// Writes what was judged.
    WriteImport,
    /// Stops long work.
    StopWork,
    /// Writes the list into a file for colleagues.
    Export,
    /// Writes the list into a file for a public board.
    ExportPublic,
    /// Opens the batches.
    Batches,
    /// Enters the price indices of a month.
    RecordPrices,
    /// Shows other rows of a batch.
    Narrow,
    /// Signs a batch, or goes on writing it.
    SignBatch,
    /// Returns a batch.
    ReturnBatch,
    /// Takes one's own batch back.
    WithdrawBatch,
    /// Writes the rows of a batch into a sheet.
    WriteRows,
    /// Writes those of a decided one into a sheet for a public board.
    WritePublicRows,
}

/// Where a key was pressed: which rows of the keymap count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Context {
    /// Everywhere, after the context's own rows.
    Anywhere,
    /// Nothing is there yet.
    Starting,
    /// The terminal is too small to show what a key would do.
    TooSmall,
    /// The first screen.
    Desk,
    /// The list of a queue.
    Queue,
    /// A case.
    Case,
    /// The question whether a case is to be signed as it stands on the screen.
    Signature,
    /// The income of a member, being typed.
    Income,
    /// The list of a member's incomes.
    Incomes,
    /// The list of what else may be due, and of the referrals.
    Referrals,
    /// A text field of a form.
    FormText,
    /// A choice of a form.
    FormChoice,
    /// A list of marks of a form.
    FormMarks,
    /// The sum line by line.
    Sum,
    /// The values of one parameter.
    History,
    /// The text of a search.
    SearchText,
    /// The results of a search.
    SearchHits,
    /// The parameters.
    Policy,
    /// The filter of the parameters.
    PolicyFilter,
    /// Both sides of a change somebody else made.
    Compare,
    /// The menu.
    Menu,
    /// The help.
    Help,
    /// The files that may be imported.
    ImportFiles,
    /// The path of a file, being typed.
    ImportPath,
    /// The columns of a file.
    ImportColumns,
    /// The fields a column can be pointed to.
    ImportFields,
    /// What would be written of a file.
    ImportPreview,
    /// Work on a file is under way.
    ImportBusy,
    /// What was written of a file.
    ImportEnded,
    /// The list of batches.
    Batches,
    /// A preview, or a batch with its rows.
    BatchRows,
}

impl Context {
    /// Whether characters belong to a text here, so that letters and Space are no commands.
    pub const fn takes_text(self) -> bool {
        match self {
            Self::Income
            | Self::FormText
            | Self::SearchText
            | Self::PolicyFilter
            | Self::ImportPath => true,
            Self::Anywhere
            | Self::Starting
            | Self::TooSmall
            | Self::Desk
            | Self::Queue
            | Self::Case
            | Self::Signature
            | Self::Incomes
            | Self::Referrals
            | Self::FormChoice
            | Self::FormMarks
            | Self::Sum
            | Self::History
            | Self::SearchHits
            | Self::Policy
            | Self::Compare
            | Self::Menu
            | Self::Help
            | Self::ImportFiles
            | Self::ImportColumns
            | Self::ImportFields
            | Self::ImportPreview
            | Self::ImportBusy
            | Self::ImportEnded
            | Self::Batches
            | Self::BatchRows => false,
        }
    }
}

/// On what a row of the keymap depends; see [`super::context::holds`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// On nothing.
    #[default]
    Always,
    /// The screen has a menu.
    HasMenu,
    /// The screen has help.
    HasHelp,
    /// There is a row to act on.
    HasRows,
    /// There is more than one row.
    HasSeveralRows,
    /// There is a page after this one.
    HasNextPage,
    /// There is a page before this one.
    HasPreviousPage,
    /// The desk names a next case.
    HasNextCase,
    /// A member is selected whose one income can be typed in place.
    OnPlainIncome,
    /// A member with several incomes or deductions is selected.
    OnSeveralIncomes,
    /// A member is selected.
    OnMember,
    /// A member is selected and facts may be changed.
    OnEditableMember,
    /// The property is selected and may be changed.
    OnAssets,
    /// An alert is selected and this person may settle it.
    OnAlert,
    /// The line of the support is selected.
    OnSupport,
    /// The line of self-care is selected.
    OnSelfCare,
    /// A change is selected and this person may settle it.
    OnChange,
    /// The line of what was given is selected.
    OnAid,
    /// The line of the papers is selected.
    OnAidPapers,
    /// The line of the visit afterwards is selected.
    OnFollowUp,
    /// A line of what is kept is selected, and this person may enter it.
    OnKept,
    /// This person may note an offer of work to somebody of the household.
    CanOffer,
    /// This person may note an appeal against a decision that was served.
    CanAppeal,
    /// The line of referrals is selected.
    OnReferrals,
    /// An entry of the list of referrals is selected, and this person may go on with it.
    OnReferral,
    /// This person may pass somebody on.
    MayRefer,
    /// The line of visits is selected.
    OnVisit,
    /// The line of hearings is selected.
    OnHearing,
    /// The sum is selected.
    OnSum,
    /// The conclusion is selected.
    OnConclusion,
    /// The case is there and this person reviews it.
    Reviews,
    /// This person reviews the case, and can bring the review to its end.
    Concludes,
    /// A sum is there.
    HasSum,
    /// Nothing was changed and nothing stands in the way, so that «no change» can be said.
    CanSayUnchanged,
    /// Nothing has been concluded yet; «no change» is answered, if only with why not.
    NotConcluded,
    /// An outcome was chosen that can be signed.
    CanSign,
    /// An outcome that can be signed was there when the case was opened, and nothing was done with it since.
    MustAsk,
    /// An outcome was chosen; a signature is answered, if only with why not.
    HasConclusion,
    /// A proposal waits for this person's approval, and nothing stands in its way.
    CanApprove,
    /// A proposal waits for this person's confirmation, and nothing stands in its way.
    CanConfirm,
    /// A proposal waits for this person's approval; the signature is answered, if only with why not.
    WaitsForApproval,
    /// A proposal waits for this person's confirmation; the signature is answered, if only with why not.
    WaitsForConfirmation,
    /// A proposal waits that this person may return.
    CanReturn,
    /// What is to be decided has to be posted first.
    CanPost,
    /// What is to be decided is posted.
    CanObject,
    /// A decision waits for its notice, or has one that is not served.
    CanNotify,
    /// A notice waits to be served.
    CanServe,
    /// A decision is served, and its month has come.
    CanEnforce,
    /// The proposal is this person's own.
    CanWithdraw,
    /// The case waits.
    IsHeld,
    /// Nobody has the case.
    CanClaim,
    /// This person has the case.
    CanRelease,
    /// Something was typed and not signed.
    HasChanges,
    /// A colleague changed the case meanwhile.
    IsStale,
    /// The field differs from what it held before.
    FieldChanged,
    /// The field is not the only one.
    HasSeveralFields,
    /// An income or deduction is selected.
    OnIncomeRow,
    /// The line rests on a parameter.
    OnParameter,
    /// This person keeps the parameters.
    IsAdministrator,
    /// Text was typed.
    HasText,
    /// There is a screen below to go back to.
    CanGoBack,
    /// The office is being opened.
    IsFirstStart,
    /// The form is the conclusion.
    IsConclusion,
    /// This person may take in rosters.
    MayImport,
    /// The workbook has several sheets.
    HasSeveralSheets,
    /// The file can be judged as it was recognised.
    CanJudge,
    /// Something would be written.
    CanWrite,
    /// An export is under way.
    IsExporting,
    /// There is a list to export and no export is under way.
    CanExport,
    /// This person may enter prices.
    MayRecordPrices,
    /// Work on a batch is under way.
    IsBatchBusy,
    /// This person can go on with the batch.
    CanSignBatch,
    /// This person may return the batch.
    CanReturnBatch,
    /// The batch is this person's own and nobody has signed it.
    CanWithdrawBatch,
}
