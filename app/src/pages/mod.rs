//! Pages, one file for each address. A page asks server functions and lays out parts.

pub mod answer;
pub mod check;
pub mod complaints;
pub mod development;
pub mod document;
pub mod film_now;
pub mod film_stock;
pub mod framed;
pub mod ledger;
pub mod number;
pub mod numbers;
pub mod people;
pub mod project;
pub mod projects;
pub mod queue;
pub mod register;
pub mod rework;
pub mod roll;
pub mod rolls;
pub mod search;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod stock_taking;
pub mod temp_roll;
pub mod today;
