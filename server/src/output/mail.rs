//! The mail an index is handed over with, as a file that a mail program opens as a draft.

use domain::film::delivery::Mail;
use domain::time::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::raw::Raw;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The mail with the index attached. `X-Unsent` opens it to be written on, where a mail program knows that.
pub fn eml(mail: &Mail, at: Timestamp, file: &str, index: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut message = MessageBuilder::new()
        .subject(mail.subject.as_str())
        .date(at.millis() / 1000)
        .header("X-Unsent", HeaderType::Raw(Raw::new("1")))
        .text_body(mail.text.as_str())
        .attachment(XLSX, file, index);
    if !mail.to.is_empty() {
        message = message.to(mail.to.clone());
    }
    message.write_to_vec()
}
