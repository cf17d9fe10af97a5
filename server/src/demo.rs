//! An example lab.

use crate::state::AppState;

/// Name and password of the example's only person.
const NAME: &str = "demo";

/// Fills an empty lab; one that is founded is left as it is.
pub async fn fill(state: &AppState) {
    match state.is_founded().await {
        Ok(false) => {}
        _ => return,
    }
    let password = crate::secret::random()[..12].to_owned();
    match crate::http::door::found(state, "Filmlabor Demo", NAME, &password).await {
        Ok(_) => println!("An example lab. Sign in as {NAME} with the password {password}"),
        Err(error) => tracing::error!(?error, "the example could not be made"),
    }
}
