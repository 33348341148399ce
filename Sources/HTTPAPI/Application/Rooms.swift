import Flow
import Leads
import Pipeline
import Records
import Touches

/// How the rooms are put together: the one place that knows them all.
enum Rooms {
    /// Tables, each room's its own.
    static let migrations: [RoomMigrations] = [Flow.migrations, LeadEngine.migrations, PipelineEngine.migrations]

    /// What happens inside a change. A touch is judged first, so that scores
    /// and deadlines see the verdict; leads are scored before they are
    /// routed; deadlines see the owner.
    static let reactions: [any Reaction] = TouchEngine.reactions + LeadEngine.reactions + Flow.reactions()

    /// What happens after a change.
    static let followers: [any Follower] = Flow.followers()

    /// How the rooms' events read on a record's page.
    static let timeline: [any TimelineText] = TouchEngine.timeline + LeadEngine.timeline + Flow.timeline()

    /// What happens by the clock.
    static func engine(for workspace: Workspace) -> Engine {
        Engine(workspace: workspace, sweeps: LeadEngine.sweeps + PipelineEngine.sweeps)
    }
}
