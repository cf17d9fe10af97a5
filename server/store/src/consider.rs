//! What the door would say: the same rules on the same rows, without a turn and without a trace.

use crate::error::StoreError;
use crate::load::{SettingsCache, load, read_head};
use crate::open::Store;
use domain::command::{Answer, Request};
use domain::decide::decide;
use sqlx::Connection as _;

impl Store {
    /// The answer or refusal a request would get now. Nothing is changed, so it may be another one a moment later.
    pub async fn consider(&self, request: &Request) -> Result<Answer, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let mut transaction = connection.begin().await?;
        let head = read_head(&mut transaction).await?;
        let mut cache = SettingsCache::default();
        let lab = load(&mut transaction, head, &mut cache, std::slice::from_ref(request)).await?;
        transaction.rollback().await?;
        Ok(decide(&lab, request)?.answer)
    }
}
