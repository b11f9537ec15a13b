import COpenSSL
import ValidatorSigning

/// OpenSSL's settings for one direction of links: TLS 1.3 only, both sides show a certificate, and only pinned keys
/// pass. No session tickets: a resumed session would skip the check of the pin.
final class TLSContext: @unchecked Sendable {
    // SSL_CTX is safe to share once it is set up.
    let handle: OpaquePointer
    private let pins: Pins

    private final class Pins {
        let allowed: Set<[UInt8]>
        init(_ allowed: Set<[UInt8]>) { self.allowed = allowed }
    }

    /// Options that C has as macros Swift does not import: SSL_OP_NO_TICKET and SSL_OP_NO_RENEGOTIATION.
    private static let options: UInt64 = 1 << 14 | 1 << 30

    init(isServer: Bool, identity: LinkIdentity, pins allowed: Set<[UInt8]>) throws(NetworkError) {
        guard let handle = SSL_CTX_new(isServer ? TLS_server_method() : TLS_client_method()) else {
            throw .tls(OpenSSLErrors.take("context"))
        }
        self.handle = handle
        pins = Pins(allowed)
        let mode = SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS
        SSL_CTX_ctrl(handle, SSL_CTRL_MODE, Int(mode), nil)
        SSL_CTX_ctrl(handle, SSL_CTRL_SET_SESS_CACHE_MODE, Int(SSL_SESS_CACHE_OFF), nil)
        SSL_CTX_set_options(handle, TLSContext.options)
        guard SSL_CTX_ctrl(handle, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_3_VERSION), nil) == 1,
            SSL_CTX_ctrl(handle, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(TLS1_3_VERSION), nil) == 1,
            SSL_CTX_set_num_tickets(handle, 0) == 1,
            SSL_CTX_use_certificate(handle, identity.certificate) == 1,
            SSL_CTX_use_PrivateKey(handle, identity.key.handle) == 1, SSL_CTX_check_private_key(handle) == 1
        else {
            SSL_CTX_free(handle)
            throw .tls(OpenSSLErrors.take("context"))
        }
        SSL_CTX_set_verify(handle, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        SSL_CTX_set_cert_verify_callback(
            handle,
            { store, argument in
                guard let store, let argument else { return 0 }
                let pins = Unmanaged<Pins>.fromOpaque(argument).takeUnretainedValue()
                guard let pin = LinkIdentity.pin(of: X509_STORE_CTX_get0_cert(store)), pins.allowed.contains(pin) else {
                    X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
                    return 0
                }
                return 1
            }, Unmanaged.passUnretained(pins).toOpaque())
    }

    deinit { SSL_CTX_free(handle) }
}
