public import Records

/// What the server registers to get touches judged and carried over.
public enum TouchEngine {
    /// In the order in which they must run; before the leads' own.
    public static let reactions: [any Reaction] = [TouchReaction()]

    /// How this room's events read.
    public static let timeline: [any TimelineText] = [TouchTimeline()]
}
