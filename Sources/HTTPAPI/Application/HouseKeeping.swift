import Flow
import Logging
import Records
import ServiceLifecycle
import Storage

/// What a server does beside answering: moves each workspace along, hears
/// revocations of other servers, and writes down who was seen.
struct HouseKeeping: Service {
    let server: Server
    let logger: Logger

    /// How often sessions are written down.
    private static let pause: Duration = .seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await hearRevocations() }
                group.addTask { await keepSessions() }
                await openWorkspaces { hosted in
                    group.addTask { await drive(hosted) }
                }
            }
        }
        try? await server.sessions.flush(now: server.now)
    }

    /// Every workspace has timers, so all are opened, also those nobody has
    /// asked for yet; and those that are made while the server runs.
    private func openWorkspaces(_ start: (HostedWorkspace) -> Void) async {
        var known: Set<String> = []
        while !Task.isCancelled {
            let rows = (try? await server.control.workspaces()) ?? []
            for row in rows where !known.contains(row.key) {
                do {
                    start(try await server.registry.hosted(row.key))
                    known.insert(row.key)
                } catch {
                    logger.error("workspace.open", metadata: ["key": .string(row.key), "cause": "\(error)"])
                }
            }
            try? await Task.sleep(for: Self.pause)
        }
    }

    private func drive(_ hosted: HostedWorkspace) async {
        let logger = logger
        await hosted.engine.run { error in
            logger.error("engine.tick", metadata: ["cause": "\(error)"])
        }
    }

    private func hearRevocations() async {
        for await text in server.control.database.announcements(on: ControlStore.revocations) {
            server.sessions.forget(text)
        }
    }

    private func keepSessions() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.pause)
            do { try await server.sessions.flush(now: server.now) } catch {
                logger.warning("sessions.flush", metadata: ["cause": "\(error)"])
            }
        }
    }
}
