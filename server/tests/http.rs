//! The server's promises to browsers and scripts, told against the real router in process.

#[path = "http/support.rs"]
mod support;

#[path = "http/desk.rs"]
mod desk;

#[path = "http/crowd.rs"]
mod crowd;
#[path = "http/deliveries.rs"]
mod deliveries;
#[path = "http/door.rs"]
mod door;
#[path = "http/elsewhere.rs"]
mod elsewhere;
#[path = "http/example.rs"]
mod example;
#[path = "http/forms.rs"]
mod forms;
#[path = "http/headers.rs"]
mod headers;
#[path = "http/heatmap.rs"]
mod heatmap;
#[path = "http/imports.rs"]
mod imports;
#[path = "http/labels.rs"]
mod labels;
#[path = "http/limits.rs"]
mod limits;
#[path = "http/live.rs"]
mod live;
#[path = "http/program_pages.rs"]
mod program_pages;
#[path = "http/quality.rs"]
mod quality;
#[path = "http/reading.rs"]
mod reading;
#[path = "http/refusals.rs"]
mod refusals;
#[path = "http/scripts.rs"]
mod scripts;
#[path = "http/sessions.rs"]
mod sessions;
#[path = "http/setting_up.rs"]
mod setting_up;
#[path = "http/tables.rs"]
mod tables;
