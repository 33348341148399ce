public import Records

/// Stages, gates, approvals, deadlines, warnings, rules, timers, tasks,
/// notifications and the outbox of a workspace.
public enum Flow {
    /// The tables of this room.
    public static let migrations = FlowTables.migrations

    /// What this room does inside every change, in order.
    public static func reactions() -> [any Reaction] {
        [DeadlineReaction(), StageReaction(), WarningReaction(), WakeReaction()]
    }

    /// What this room does after every commit.
    public static func followers() -> [any Follower] {
        [RuleFollower()]
    }

    /// How this room's events read on a timeline.
    public static func timeline() -> [any TimelineText] {
        [FlowTimeline()]
    }

    /// The timers this room serves; an ``Engine`` has them by itself.
    static func handlers() -> [any TimerHandler] {
        [DeadlineTimer(moment: .target), DeadlineTimer(moment: .hard), WarningTimer(), RuleTimer()]
    }

    static func sweeps() -> [any Sweep] {
        [DeadlineSweep(), WarningSweep(), RuleSchedule()]
    }
}

/// ``Engine`` under a name of its own, for files that see another one.
public typealias FlowEngine = Engine
