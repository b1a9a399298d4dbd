//! Limit A: the same HTTP server, which reads the same request and answers with a fixed document of cXML without any work.

use std::{net::TcpListener, thread::available_parallelism};

use actix_web::{App, HttpResponse, HttpServer, http::header, web};
use tracing_actix_web::TracingLogger;

/// As long as the gateway's answer to a setup request.
const ANSWER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">
<cXML payloadID="01999f3a-7c00-7000-8000-000000000001@127.0.0.1" timestamp="2026-11-21T10:00:00+00:00"><Response><Status code="200" text="OK"></Status><PunchOutSetupResponse><StartPage><URL>http://127.0.0.1:8080/punchout/start/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA</URL></StartPage></PunchOutSetupResponse></Response></cXML>"#;

/// Serves on a port of loopback until it is ended.
pub fn serve(port: u16) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter("info")
        .with_writer(std::io::stderr)
        .init();
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    actix_web::rt::System::new().block_on(
        HttpServer::new(|| {
            App::new()
                .wrap(TracingLogger::default())
                .app_data(web::PayloadConfig::new(10 * 1024 * 1024))
                .default_service(web::to(answer))
        })
        .workers(available_parallelism().map_or(1, Into::into))
        .listen(listener)?
        .run(),
    )?;
    Ok(())
}

async fn answer(body: web::Bytes) -> HttpResponse {
    if body.is_empty() {
        return HttpResponse::Ok().finish();
    }
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/xml; charset=UTF-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(ANSWER)
}
