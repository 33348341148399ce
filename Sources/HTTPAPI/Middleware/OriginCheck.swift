import Hummingbird

/// Refuses writes that a page of another site makes with our cookie.
///
/// `X-Requested-With: yuyan` cannot be set across sites without a preflight,
/// which we never answer; `Origin` and `Sec-Fetch-Site` are read as well
/// where the browser sends them.
struct OriginCheck: Sendable {
    /// The origin behind a reverse proxy, such as `https://crm.example.com`;
    /// nil to compare with the request's own host.
    let publicOrigin: String?

    func check(_ request: Request) throws {
        guard request.headers[.requestedWith] == "yuyan" else { throw Problem(.originRefused) }
        if let site = request.headers[.fetchSite], site != "same-origin", site != "none" {
            throw Problem(.originRefused)
        }
        guard let origin = request.headers[.origin] else { return }
        if let publicOrigin, origin == publicOrigin { return }
        guard let host = request.head.authority, Self.host(of: origin) == host else {
            throw Problem(.originRefused)
        }
    }

    private static func host(of origin: String) -> String? {
        for scheme in ["http://", "https://"] where origin.hasPrefix(scheme) {
            return String(origin.dropFirst(scheme.count))
        }
        return nil
    }
}
