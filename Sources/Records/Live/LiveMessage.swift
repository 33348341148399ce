/// Something an open page wants to know at once.
public struct LiveMessage: Sendable, Hashable {
    /// The SSE event's name: `notification`, `record`, `clock`.
    public var kind: String
    public var payload: JSONValue

    public init(kind: String, payload: JSONValue) {
        self.kind = kind
        self.payload = payload
    }
}
