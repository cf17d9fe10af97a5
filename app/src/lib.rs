//! What people see and may ask: pages, parts and server functions of Rollcall.

pub mod catalogue;
pub mod parts;
