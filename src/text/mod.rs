//! Every Chinese word a person sees, one term per concept.
