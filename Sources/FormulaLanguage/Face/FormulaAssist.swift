/// One thing that may be typed next.
public struct Completion: Sendable, Hashable {
    /// What kind of name it is.
    public enum Kind: String, Sendable, Hashable {
        case field, object, variable, function, option
    }

    /// What is shown.
    public var label: String
    /// What is put in place of ``replaced``.
    public var insertion: String
    public var kind: Kind
    /// The part of the source it replaces, in Unicode scalars.
    public var replaced: Range<Int>
    /// Help for functions.
    public var detailZh: String
    public var detailEn: String
}
