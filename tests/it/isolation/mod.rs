//! The promise: no tenant ever sees another's rows.

mod catalogue;
mod neighbour;
mod probes;
mod routes;
mod rows;
