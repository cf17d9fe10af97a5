//! Wakes the islands of a page in the browser.

// Islands are exported by the application itself; without this line none would be linked.
extern crate app as _;

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once; each island is then called by its own name, with its element.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
