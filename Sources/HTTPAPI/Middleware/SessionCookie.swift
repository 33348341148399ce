import Hummingbird

/// The cookie that keeps a browser logged in.
enum SessionCookie {
    static let name = "yuyan_session"

    /// The value a request carries, if any.
    static func value(in request: Request) -> String? {
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
                return String(parts[1])
            }
        }
        return nil
    }

    /// The header that sets it for as long as a session may last.
    static func header(_ value: String, seconds: Int64, isSecure: Bool) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }

    /// The header that removes it.
    static func clearing(isSecure: Bool) -> String {
        header("", seconds: 0, isSecure: isSecure)
    }
}
