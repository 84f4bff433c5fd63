//! A server with one calendar and nothing in it, both as a file and as a folder.

use crate::hostile::{Hostile, Reply};

const FILE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\nEND:VCALENDAR\r\n";
const FOLDER: &str = "<d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\"><d:response><d:href>/cal/</d:href>\
     <d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype></d:prop>\
     <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>";

/// A running one.
pub async fn quiet_server() -> Hostile {
    Hostile::start(|asked| {
        if asked.what.starts_with("GET") {
            Reply::new(200).body(FILE)
        } else {
            Reply::new(207).body(FOLDER)
        }
    })
    .await
}
