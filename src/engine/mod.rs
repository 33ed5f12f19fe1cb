//! The one way anything changes (`execute`) and every question that can be asked.
