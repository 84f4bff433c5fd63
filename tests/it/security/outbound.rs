//! Addresses that people type, and whoever answers there.

use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use outbound::{AddressFault, Limits, Outbound, OutboundError, Reach, Request, Url};

use crate::hostile::{Hostile, Reply};

const MEGABYTE: usize = 1 << 20;

fn outbound(reach: Reach) -> Outbound {
    Outbound::new(reach, "vitrina-tests").unwrap()
}

async fn get(url: Url, limits: Limits) -> Result<outbound::Answer, OutboundError> {
    let request = Request::get(url).limits(limits);
    outbound(Reach::ThisMachineToo).send(request).await
}

fn within(milliseconds: u64) -> Limits {
    Limits {
        time: Duration::from_millis(milliseconds),
        ..Limits::default()
    }
}

fn up_to(bytes: usize) -> Limits {
    Limits {
        bytes,
        ..Limits::default()
    }
}

#[tokio::test]
async fn no_address_that_is_not_public_is_called() {
    let home = Hostile::start(|_| Reply::new(200)).await;
    let port = home.address().port();
    let guarded = outbound(Reach::Internet);
    // The last ones only show what they lead to when they are looked up.
    for (host, fault) in [
        ("http://127.0.0.1", AddressFault::NotHttps),
        ("https://127.0.0.1", AddressFault::NotPublic),
        ("https://[::1]", AddressFault::NotPublic),
        ("https://0", AddressFault::NotPublic),
        ("https://169.254.169.254", AddressFault::NotPublic),
        ("https://ana:secret@localhost", AddressFault::Credentials),
        ("https://localhost", AddressFault::NotPublic),
        ("https://LOCALHOST", AddressFault::NotPublic),
    ] {
        let url = format!("{host}:{port}/").parse().unwrap();
        let refused = guarded.send(Request::get(url)).await.unwrap_err();
        assert_eq!(refused, OutboundError::Address(fault), "{host}");
    }
    assert_eq!(home.asked().len(), 0);
}

#[tokio::test]
async fn a_redirect_leads_nowhere_that_is_not_allowed() {
    for (to, fault) in [
        ("http://10.0.0.1/", AddressFault::NotHttps),
        ("https://10.0.0.1/", AddressFault::NotPublic),
        ("//169.254.169.254/latest/meta-data/", AddressFault::NotHttps),
        ("https://[::ffff:169.254.169.254]/", AddressFault::NotPublic),
        ("file:///etc/passwd", AddressFault::NotHttps),
        ("https://", AddressFault::NoAddress),
    ] {
        let server = Hostile::start(move |_| Reply::new(302).header("location", to)).await;
        let refused = get(server.url("/"), Limits::default()).await.unwrap_err();
        assert_eq!(refused, OutboundError::Address(fault), "{to}");
    }
}

#[tokio::test]
async fn redirects_come_to_an_end() {
    let server = Hostile::start(|asked| {
        let next = format!("{}x", asked.what.trim_start_matches("GET "));
        Reply::new(307).header("location", &next)
    })
    .await;
    let refused = get(server.url("/"), Limits::default()).await.unwrap_err();
    assert_eq!(refused, OutboundError::Redirects);
    assert_eq!(server.asked().len(), outbound::MOST_REDIRECTS + 1);
}

#[tokio::test]
async fn a_password_stays_at_its_server() {
    let other = Hostile::start(|_| Reply::new(200)).await;
    let away = other.url("/").to_string();
    let server = Hostile::start(move |asked| match asked.what.as_str() {
        "GET /" => Reply::new(301).header("location", "/same"),
        _ => Reply::new(301).header("location", &away),
    })
    .await;
    let request = Request::get(server.url("/")).basic("ana", &"secret".into());
    let answer = outbound(Reach::ThisMachineToo).send(request).await.unwrap();
    assert_eq!(answer.url, other.url("/"));
    let told: Vec<bool> = server
        .asked()
        .iter()
        .map(|asked| asked.head.contains("authorization: basic"))
        .collect();
    assert_eq!(told, [true, true]);
    assert!(!other.asked()[0].head.contains("authorization"));
    assert!(other.asked()[0].head.contains("user-agent: vitrina-tests"));
}

#[tokio::test]
async fn a_hundred_megabytes_are_read_no_further_than_the_limit() {
    let most = MEGABYTE;
    let too_long = Err(OutboundError::TooLong(most));
    let endless = Hostile::start(|_| Reply::new(200).megabytes(100)).await;
    assert_eq!(get(endless.url("/"), up_to(most)).await.map(|_| ()), too_long);
    // What the system's buffers took counts, too.
    assert!(endless.sent() < 40 * MEGABYTE, "{}", endless.sent());
    let told = Hostile::start(|_| {
        Reply::new(200)
            .header("content-length", "104857600")
            .megabytes(100)
    })
    .await;
    assert_eq!(get(told.url("/"), up_to(most)).await.map(|_| ()), too_long);
}

#[tokio::test]
async fn a_bomb_is_unpacked_no_further_than_the_limit() {
    let mut encoder = GzEncoder::new(vec![], Compression::best());
    encoder.write_all(&vec![0; MEGABYTE]).unwrap();
    let bomb = encoder.finish().unwrap().repeat(100);
    assert!(bomb.len() < MEGABYTE);
    let server = Hostile::start(move |_| {
        Reply::new(200)
            .header("content-encoding", "gzip")
            .body(bomb.clone())
    })
    .await;
    let refused = get(server.url("/"), up_to(MEGABYTE)).await.unwrap_err();
    assert_eq!(refused, OutboundError::TooLong(MEGABYTE));
    let whole = get(server.url("/"), up_to(100 * MEGABYTE)).await.unwrap();
    assert_eq!(whole.body.len(), 100 * MEGABYTE);
}

#[tokio::test]
async fn what_drips_or_says_nothing_ends_in_time() {
    let drips = Hostile::start(|_| Reply::new(200).drip()).await;
    let silent = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let silent_url = format!("http://{}/", silent.local_addr().unwrap());
    for url in [drips.url("/"), silent_url.parse().unwrap()] {
        let began = Instant::now();
        let slow = get(url, within(300)).await.unwrap_err();
        assert_eq!(slow, OutboundError::Slow(Duration::from_millis(300)));
        assert!(slow.may_pass() && began.elapsed() < Duration::from_secs(5));
    }
}
