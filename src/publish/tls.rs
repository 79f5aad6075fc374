//! Encryption by rustls, and how far to trust the server, in the words of libpq (`sslmode`).

use postgres::Socket;
use postgres::config::SslMode;
use postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{
    CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature,
};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};
use tokio_rustls::{TlsConnector, client};

/// How far to trust the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// No encryption.
    Plain,
    /// Encrypts if the server can, and takes any certificate.
    Prefer,
    /// Encrypts, and takes any certificate.
    Require,
    /// The certificate must come from somebody trusted, for whatever host.
    KnownAuthority,
    /// The certificate must come from somebody trusted, and be for this host.
    KnownHost,
}

impl Trust {
    /// What an `sslmode` means; none if there is no such mode. Without a mode, a server elsewhere must prove who it is, and a
    /// server on this machine need not encrypt.
    pub(super) fn of(mode: Option<&str>, is_near: bool, has_roots: bool) -> Option<Self> {
        Some(match mode {
            None if is_near => Self::Prefer,
            None | Some("verify-full") => Self::KnownHost,
            // With certificates at hand, libpq checks them in this mode, too.
            Some("verify-ca") => Self::KnownAuthority,
            Some("require") if has_roots => Self::KnownAuthority,
            Some("require") => Self::Require,
            Some("prefer") => Self::Prefer,
            Some("disable") => Self::Plain,
            Some(_) => return None,
        })
    }

    /// What to ask the server for.
    pub(super) fn negotiation(self) -> SslMode {
        match self {
            Self::Plain => SslMode::Disable,
            Self::Prefer => SslMode::Prefer,
            Self::Require | Self::KnownAuthority | Self::KnownHost => SslMode::Require,
        }
    }

    fn needs_roots(self) -> bool {
        matches!(self, Self::KnownAuthority | Self::KnownHost)
    }
}

/// Why there are no certificates to trust.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoRoots {
    #[error("the file of `sslrootcert` holds no certificate")]
    InFile,
    #[error("this system has no certificates of authorities")]
    InSystem,
    #[error(transparent)]
    Unusable(#[from] Error),
}

/// Makes the encryption of a connection. `roots` is the text of a file of certificates to trust; none: those of the system.
pub(super) fn encryption(trust: Trust, roots: Option<&[u8]>) -> Result<Encryption, NoRoots> {
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?;
    let store = if trust.needs_roots() {
        trusted(roots)?
    } else {
        RootCertStore::empty()
    };
    let config = if trust == Trust::KnownHost {
        config.with_root_certificates(store)
    } else {
        let verifier = Lenient::new(trust, store, provider)?;
        let config = config.dangerous();
        config.with_custom_certificate_verifier(Arc::new(verifier))
    };
    Ok(Encryption(Arc::new(config.with_no_client_auth())))
}

fn trusted(roots: Option<&[u8]>) -> Result<RootCertStore, NoRoots> {
    let mut store = RootCertStore::empty();
    if let Some(text) = roots {
        let certificates = CertificateDer::pem_slice_iter(text).filter_map(Result::ok);
        store.add_parsable_certificates(certificates);
        return if store.is_empty() {
            Err(NoRoots::InFile)
        } else {
            Ok(store)
        };
    }
    store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if store.is_empty() {
        Err(NoRoots::InSystem)
    } else {
        Ok(store)
    }
}

/// Takes certificates of any host, and without `authorities` those of anybody. It always checks that the server owns its
/// certificate.
#[derive(Debug)]
struct Lenient {
    authorities: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl Lenient {
    fn new(
        trust: Trust,
        store: RootCertStore,
        provider: Arc<CryptoProvider>,
    ) -> Result<Self, NoRoots> {
        let authorities = if trust.needs_roots() {
            let builder =
                WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(&provider));
            Some(builder.build().map_err(|_| NoRoots::InFile)?)
        } else {
            None
        };
        Ok(Self {
            authorities,
            provider,
        })
    }
}

impl ServerCertVerifier for Lenient {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(authorities) = &self.authorities else {
            return Ok(ServerCertVerified::assertion());
        };
        match authorities.verify_server_cert(certificate, others, host, ocsp, now) {
            // The name comes last: everything else is in order.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let known = &self.provider.signature_verification_algorithms;
        known.supported_schemes()
    }
}

/// Encrypts connections to one server.
#[derive(Clone)]
pub(super) struct Encryption(Arc<ClientConfig>);

/// Encrypts one connection.
pub(super) struct Handshake {
    config: Arc<ClientConfig>,
    /// The name of the server. A socket has none, and is never encrypted.
    host: String,
}

impl MakeTlsConnect<Socket> for Encryption {
    type Stream = Encrypted;
    type TlsConnect = Handshake;
    type Error = Infallible;

    fn make_tls_connect(&mut self, host: &str) -> Result<Handshake, Infallible> {
        Ok(Handshake {
            config: Arc::clone(&self.0),
            host: host.to_owned(),
        })
    }
}

impl TlsConnect<Socket> for Handshake {
    type Stream = Encrypted;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Encrypted>> + Send>>;

    fn connect(self, socket: Socket) -> Self::Future {
        Box::pin(async {
            let host = ServerName::try_from(self.host).map_err(io::Error::other)?;
            let handshake = TlsConnector::from(self.config).connect(host, socket);
            Ok(Encrypted(handshake.await?))
        })
    }
}

/// An encrypted connection.
pub(super) struct Encrypted(client::TlsStream<Socket>);

impl TlsStream for Encrypted {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::{NoRoots, Trust, encryption};

    #[test]
    fn a_mode_means_what_it_means_to_libpq() {
        for (mode, expected) in [
            ("disable", Trust::Plain),
            ("prefer", Trust::Prefer),
            ("require", Trust::Require),
            ("verify-ca", Trust::KnownAuthority),
            ("verify-full", Trust::KnownHost),
        ] {
            assert_eq!(Trust::of(Some(mode), true, false), Some(expected), "{mode}");
            assert_eq!(
                Trust::of(Some(mode), false, false),
                Some(expected),
                "{mode}"
            );
        }
        let with_file = Trust::of(Some("require"), false, true);
        assert_eq!(with_file, Some(Trust::KnownAuthority));
        for mode in ["allow", "", "Require"] {
            assert_eq!(Trust::of(Some(mode), true, false), None, "{mode}");
        }
    }

    #[test]
    fn without_a_mode_a_server_elsewhere_must_prove_who_it_is() {
        assert_eq!(Trust::of(None, false, false), Some(Trust::KnownHost));
        assert_eq!(Trust::of(None, true, false), Some(Trust::Prefer));
    }

    #[test]
    fn a_file_without_certificates_is_refused() {
        for text in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n"] {
            let made = encryption(Trust::KnownHost, Some(text.as_bytes()));
            assert!(matches!(made.err(), Some(NoRoots::InFile)), "{text}");
        }
        assert!(encryption(Trust::Require, None).is_ok());
    }
}
