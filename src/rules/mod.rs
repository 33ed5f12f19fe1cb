//! Pure rules: facts and parameters in, findings with steps and citations out. No I/O, no floats.
