//! ID numbers (公民身份号码, 18 and 15 digits): checking, repair, masking.
