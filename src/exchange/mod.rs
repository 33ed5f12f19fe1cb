//! Files of other systems turned into commands; never writes by itself.
