//! The camera's counter, read by the operator while a roll runs. It changes nothing in the lab: the reading stands in
//! the page's address, so that a reload shows it again.

use crate::error::AppError;
use leptos::prelude::*;

/// Read the counter: as typed, or so many frames (`step`) on or back from where the roll is thought to be. `counted` is
/// the reading before. Its address has a plain name: the island's form is sent there without a script.
#[server(endpoint = "note_counter")]
pub async fn note_counter(
    roll: u64,
    frames: String,
    #[server(default)] step: String,
    #[server(default)] counted: String,
) -> Result<(), AppError> {
    use domain::view::camera::Counter;
    let (store, now) = (crate::ssr::reads()?, crate::ssr::now()?);
    let page = format!("/rolls/{roll}/film");
    let found = store.roll_page(domain::id::RollId::new(roll), now).await.map_err(crate::ssr::app_error)?;
    let Some((camera, attempt)) = found.as_ref().and_then(|page| page.in_camera()) else {
        // It came out of the camera meanwhile: its page says so.
        leptos_axum::redirect(&page);
        return Ok(());
    };
    let elapsed = u64::try_from(now.seconds_since(attempt.started)).unwrap_or_default();
    let before = Counter::parse(&counted, camera.attempt, camera.planned);
    let address = |counter: Option<Counter>| match counter {
        Some(counter) => format!("{page}?counted={}", counter.text()),
        None => page.clone(),
    };
    match camera.read(&frames, &step, before, elapsed) {
        Ok(counter) => {
            leptos_axum::redirect(&address(Some(counter)));
            Ok(())
        }
        Err(error) => {
            let error = super::films::unread(error, crate::ssr::language());
            let typed = [("form", "counter"), ("frames", frames.as_str())];
            Err(crate::ssr::send_back(error, &address(before), "", &typed))
        }
    }
}
