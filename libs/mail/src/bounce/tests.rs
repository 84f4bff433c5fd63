use super::{Bounce, BounceError};

const ID: &str = "0192f0aa-0000-7000-8000-000000000001.0192f0aa-0000-7000-8000-000000000002";

fn report(kind: &str, status: &str, returned: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.test\r\nTo: no-reply@vitrina.test\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_b\"\r\n\r\n\
         --=_b\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nSorry.\r\n\r\n\
         --=_b\r\nContent-Type: {kind}\r\n\r\n{status}\r\n\
         --=_b\r\n{returned}\r\n--=_b--\r\n"
    )
}

/// What Postfix 3 sends: all of the mail comes back.
fn postfix(status: &str) -> String {
    let fields = format!(
        "Reporting-MTA: dns; mail.vitrina.test\r\nX-Postfix-Queue-ID: 4F1\r\nX-Postfix-Sender: rfc822; no-reply@vitrina.test\r\n\
         Arrival-Date: Thu, 26 Nov 2026 20:00:00 +0000 (UTC)\r\n\r\n\
         Final-Recipient: rfc822; ana@correo.test\r\nOriginal-Recipient: rfc822;ana@correo.test\r\nAction: failed\r\n\
         Status: {status}\r\nRemote-MTA: dns; mx.correo.test\r\n\
         Diagnostic-Code: smtp; 550 {status} <ana@correo.test>: Recipient address\r\n    rejected: User unknown\r\n"
    );
    let returned = format!(
        "Content-Description: Undelivered Message\r\nContent-Type: message/rfc822\r\n\r\n\
         Message-ID: <{ID}@vitrina.test>\r\nFrom: shop@vitrina.test\r\nSubject: Hola\r\n\r\nHola\r\n"
    );
    report("message/delivery-status", &fields, &returned)
}

#[test]
fn postfix_returns_the_whole_mail() {
    let bounce = Bounce::read(postfix("5.1.1").as_bytes()).unwrap();
    assert_eq!(bounce.id, ID);
    assert_eq!(bounce.status.to_string(), "5.1.1");
    assert!(bounce.status.is_about_address());
    assert_eq!(
        bounce.words,
        "550 5.1.1 <ana@correo.test>: Recipient address rejected: User unknown"
    );
}

#[test]
fn exim_says_5_0_0_and_returns_headers() {
    let fields = "Reporting-MTA: dns; exim.test\r\n\r\nAction: failed\r\nFinal-Recipient: rfc822;ana@correo.test\r\n\
        Status: 5.0.0\r\nRemote-MTA: dns; mx.correo.test\r\nDiagnostic-Code: smtp; 550 No such user here\r\n";
    let returned = format!(
        "Content-type: text/rfc822-headers\r\n\r\nReturn-path: <no-reply@vitrina.test>\r\n\
         Message-Id: <{ID}@vitrina.test>\r\nSubject: Hola\r\n"
    );
    let bounce = Bounce::read(report("message/delivery-status", fields, &returned).as_bytes()).unwrap();
    assert_eq!(
        (bounce.id.as_str(), bounce.words.as_str()),
        (ID, "550 No such user here")
    );
    assert!(bounce.status.is_about_address());
}

#[test]
fn exchange_names_the_mail_in_the_report() {
    let fields = format!(
        "Original-Message-ID: <{ID}@vitrina.test>\r\nReporting-MTA: dns;AM0PR01.prod.outlook.com\r\n\
         Received-From-MTA: dns;mail.vitrina.test\r\n\r\nFinal-Recipient: rfc822;ana@correo.test\r\nAction: failed\r\n\
         Status: 5.1.10\r\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP\r\n \
         address lookup\r\n"
    );
    let raw = report(
        "message/delivery-status",
        &fields,
        "Content-Type: text/plain\r\n\r\n",
    );
    let bounce = Bounce::read(raw.as_bytes()).unwrap();
    assert_eq!(
        (bounce.id.as_str(), bounce.status.to_string().as_str()),
        (ID, "5.1.10")
    );
    assert!(
        bounce.words.ends_with("not found by SMTP address lookup"),
        "{}",
        bounce.words
    );
}

#[test]
fn gmail_reports_delays_too() {
    let fields = format!(
        "Reporting-MTA: dns; googlemail.com\r\nX-Original-Message-ID: <{ID}@vitrina.test>\r\n\r\n\
         Final-Recipient: rfc822; ana@correo.test\r\nAction: delayed\r\nStatus: 4.4.1\r\n\
         Diagnostic-Code: smtp; The recipient server did not accept our requests to connect.\r\n\
         Will-Retry-Until: Fri, 27 Nov 2026 20:00:00 -0800 (PST)\r\n"
    );
    let raw = report(
        "message/delivery-status",
        &fields,
        "Content-Type: text/plain\r\n\r\n",
    );
    let bounce = Bounce::read(raw.as_bytes()).unwrap();
    assert_eq!(bounce.status.to_string(), "4.4.1");
    assert!(!bounce.status.is_about_address());
}

#[test]
fn a_report_may_be_encoded() {
    use lettre::message::header::ContentTransferEncoding;
    use lettre::message::{Attachment, MultiPart, SinglePart};
    let fields = format!(
        "Original-Message-ID: <{ID}@vitrina.test>\r\n\r\nFinal-Recipient: rfc822;a@b.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    );
    let report = SinglePart::builder()
        .header(lettre::message::header::ContentType::parse("message/delivery-status").unwrap())
        .header(ContentTransferEncoding::Base64)
        .body(fields.into_bytes());
    let mail = lettre::Message::builder()
        .from("a@b.test".parse().unwrap())
        .to("c@d.test".parse().unwrap())
        .multipart(
            MultiPart::mixed()
                .singlepart(
                    Attachment::new("a.txt".into()).body("Sorry".to_owned(), "text/plain".parse().unwrap()),
                )
                .singlepart(report),
        )
        .unwrap();
    assert_eq!(Bounce::read(&mail.formatted()).unwrap().id, ID);
}

#[test]
fn what_is_no_bounce_of_ours_is_refused() {
    let delivered = postfix("2.0.0").replace("Action: failed", "Action: delivered");
    let nameless = postfix("5.1.1").replace("Message-ID: ", "X-Nothing: ");
    let statusless = postfix("5.1.1").replace("5.1.1", "five");
    for (raw, why) in [
        (String::new(), BounceError::NoReport),
        ("Subject: hola\r\n\r\nhola".into(), BounceError::NoReport),
        ("\u{0}\u{1}garbage".repeat(1_000), BounceError::NoReport),
        (delivered, BounceError::NoFailure),
        (statusless, BounceError::NoFailure),
        (nameless, BounceError::NoOriginal),
    ] {
        assert_eq!(Bounce::read(raw.as_bytes()), Err(why), "{raw:.80}");
    }
    // Boundaries within boundaries, none closed.
    let deep = "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n".repeat(20_000);
    assert_eq!(Bounce::read(deep.as_bytes()), Err(BounceError::NoReport));
}
