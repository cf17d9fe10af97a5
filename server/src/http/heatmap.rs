//! The map of the program numbers as bytes: the whole of it, or what changed since a map the browser has.

use crate::http::uploads::{Caller, said};
use crate::state::AppState;
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::view::heatmap::{Map, Stamp, changes, whole};
use serde::Deserialize;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// Maps kept to compare with: whoever has an older one gets a whole map.
const KEPT: usize = 8;

pub fn routes() -> Router<AppState> {
    Router::new().route("/heatmap/cells", get(cells))
}

/// The maps that were sent last, newest first.
#[derive(Debug, Default)]
pub struct Maps(Mutex<VecDeque<(Stamp, Arc<Map>)>>);

impl Maps {
    fn find(&self, stamp: Stamp) -> Option<Arc<Map>> {
        let kept = self.0.lock().ok()?;
        kept.iter().find(|(one, _)| *one == stamp).map(|(_, map)| map.clone())
    }

    fn keep(&self, stamp: Stamp, map: &Arc<Map>) {
        if let Ok(mut kept) = self.0.lock()
            && !kept.iter().any(|(one, _)| *one == stamp)
        {
            kept.push_front((stamp, map.clone()));
            kept.truncate(KEPT);
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    /// Stamp of the map the browser has.
    after: Option<String>,
}

async fn cells(
    State(state): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let (stamp, map) = match current(&state).await {
        Ok(current) => current,
        Err(error) => return (StatusCode::SERVICE_UNAVAILABLE, said(error, &caller).1).into_response(),
    };
    let tag = format!("\"{stamp}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let before = asked.after.as_deref().and_then(Stamp::parse).and_then(|stamp| state.maps.find(stamp));
        let bytes = match before {
            Some(before) => changes(stamp, &before, &map),
            None => whole(stamp, &map),
        };
        sent(bytes, &headers)
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// The map of this moment; made anew only where something happened since.
async fn current(state: &AppState) -> Result<(Stamp, Arc<Map>), store::StoreError> {
    let now = (state.server.clock)();
    let stamp = state.store().heatmap_stamp(now).await?;
    if let Some(map) = state.maps.find(stamp) {
        return Ok((stamp, map));
    }
    let read = state.store().heatmap(now).await?;
    let map = Arc::new(read.map);
    state.maps.keep(read.stamp, &map);
    Ok((read.stamp, map))
}

/// Small where the browser reads brotli, and plain where it does not.
fn sent(bytes: Vec<u8>, headers: &HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let brotli = accepted.split(',').any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        name.trim() == "br" && weight.trim() != "q=0"
    });
    let squeezed = brotli.then(|| squeezed(&bytes)).flatten();
    let (bytes, coding) = squeezed.map_or((bytes, None), |bytes| (bytes, Some("br")));
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

/// None where it cannot be made smaller; then it goes as it is.
fn squeezed(bytes: &[u8]) -> Option<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut std::io::Cursor::new(bytes), &mut small, &parameters).ok()?;
    Some(small)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::program::{ProgramNumber, ProgramState, RangeTable, RoundSize};
    use domain::time::Timestamp;
    use domain::view::heatmap::Taken;

    /// Numbers in use of every range of table A, as counted in the shop; here they lie anywhere in it, which is harder
    /// to make small than the clusters of a real shop.
    const IN_USE: [(u32, u32, u32); 15] = [
        (0, 999, 30),
        (1_000, 9_999, 30),
        (10_000, 12_999, 169),
        (13_000, 13_999, 432),
        (14_000, 49_999, 48),
        (50_000, 59_999, 1_152),
        (60_000, 62_499, 1_021),
        (62_500, 64_999, 632),
        (65_000, 69_999, 325),
        (70_000, 74_999, 1_306),
        (75_000, 79_000, 508),
        (79_001, 79_999, 3),
        (80_000, 84_999, 646),
        (85_000, 89_999, 309),
        (90_000, 99_999, 568),
    ];

    #[test]
    fn the_first_map_of_a_shop_is_small() {
        let mut dice = 7_u64;
        let mut roll = |sides: u32| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) as u32 % sides
        };
        let mut taken = Vec::new();
        for (first, last, in_use) in IN_USE {
            for _ in 0..in_use {
                taken.push(Taken {
                    number: ProgramNumber::from_value(first + roll(last - first + 1)).unwrap(),
                    state: if roll(30) == 0 { ProgramState::Cooling } else { ProgramState::InUse },
                    since: Timestamp::from_millis(i64::from(roll(100)) * 86_400_000),
                    size: RoundSize::from_thousandths(5_750 + roll(4) * 250),
                    fingerprint: (roll(18) == 0).then(|| roll(400).to_string()),
                });
            }
        }
        let map = Map::of(&RangeTable::a(), &taken, Timestamp::from_millis(100 * 86_400_000));
        let small = squeezed(&whole(Stamp { seq: 12_000, day: 20_000 }, &map)).unwrap();
        assert!(small.len() <= 30_000, "{} bytes", small.len());
        assert!(small.len() > 1_000, "{} bytes", small.len());
    }
}
