import CCurl
import CCurlShim

/// One easy handle with its kept connection. Used by one thread at a time.
final class CurlHandle: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer
    private static let isInitialised: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() throws(HTTPClientError) {
        guard Self.isInitialised, let handle = curl_easy_init() else { throw .transport("curl cannot start") }
        self.handle = handle
    }

    deinit { curl_easy_cleanup(handle) }

    /// What the callbacks collect.
    private final class Transfer {
        var body: [UInt8] = []
        var headBytes = 0
        var isTooLarge = false
        let limits: HTTPClientLimits
        init(_ limits: HTTPClientLimits) { self.limits = limits }
    }

    func perform(_ request: OutgoingRequest, limits: HTTPClientLimits) throws(HTTPClientError) -> HTTPAnswer {
        let address = request.address
        guard request.isClean else { throw .badHeader }
        // Keeps the connection, forgets the options.
        curl_easy_reset(handle)
        starling_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        guard starling_curl_set_text(handle, CURLOPT_URL, address) == CURLE_OK else { throw .badAddress(address) }
        starling_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        starling_curl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
        starling_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, limits.connectMillis)
        starling_curl_set_long(handle, CURLOPT_TIMEOUT_MS, limits.totalMillis)
        starling_curl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(limits.bodyBytesMax))

        // An empty Expect avoids the wait for 100 Continue.
        var lines = curl_slist_append(nil, "Expect:")
        for header in request.headers { lines = curl_slist_append(lines, "\(header.name): \(header.value)") }
        defer { curl_slist_free_all(lines) }
        starling_curl_set_pointer(handle, CURLOPT_HTTPHEADER, lines)

        let transfer = Transfer(limits)
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        starling_curl_set_write(
            handle,
            { bytes, size, count, context in
                guard let context else { return 0 }
                let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                if transfer.body.count + size * count > transfer.limits.bodyBytesMax {
                    transfer.isTooLarge = true
                    return 0
                }
                transfer.body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: size * count))
                return size * count
            }, context)
        starling_curl_set_header(
            handle,
            { _, size, count, context in
                guard let context else { return 0 }
                let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                transfer.headBytes += size * count
                if transfer.headBytes > transfer.limits.headBytesMax { transfer.isTooLarge = true }
                return transfer.isTooLarge ? 0 : size * count
            }, context)

        let code = withExtendedLifetime(transfer) { run(request) }
        if transfer.isTooLarge || code == CURLE_FILESIZE_EXCEEDED { throw .tooLarge }
        if code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL { throw .badAddress(address) }
        guard code == CURLE_OK else { throw .transport("\(address): \(String(cString: curl_easy_strerror(code)))") }
        var status = 0
        starling_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return HTTPAnswer(status: status, body: transfer.body)
    }

    /// The body is not copied by curl: it is lent for the duration of the call.
    private func run(_ request: OutgoingRequest) -> CURLcode {
        starling_curl_set_long(handle, CURLOPT_PATH_AS_IS, 1)
        if request.method != .get { starling_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
        guard request.method == .post || request.method == .put else { return curl_easy_perform(handle) }
        return request.body.withUnsafeBytes { bytes in
            starling_curl_set_long(handle, CURLOPT_POST, 1)
            starling_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
            // A null pointer would make curl read the body from standard input.
            if let start = bytes.baseAddress {
                starling_curl_set_pointer(handle, CURLOPT_POSTFIELDS, start)
            } else {
                starling_curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
            }
            return curl_easy_perform(handle)
        }
    }
}
