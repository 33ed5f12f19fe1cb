//! `hecha` (核查): dynamic reviews of 低保, 特困人员救助供养 and 临时救助 from a terminal.
