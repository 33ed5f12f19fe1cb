//! The law as dated data: national and area files embedded, office values handed in.
