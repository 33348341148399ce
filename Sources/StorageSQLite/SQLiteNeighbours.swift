import Foundation
import Storage
import Synchronization

/// Which database values of this process share a file, so that a payload
/// announced through one reaches the listeners of all.
enum SQLiteNeighbours {
    private struct Member {
        weak var hub: AnnouncementHub?
    }

    private static let members = Mutex<[String: [Member]]>([:])

    /// - Returns: the name of the group to deliver to.
    static func join(_ hub: AnnouncementHub, path: String) -> String {
        let group = URL(filePath: path).resolvingSymlinksInPath().path
        members.withLock { members in
            members = members.mapValues { $0.filter { $0.hub != nil } }.filter { !$0.value.isEmpty }
            members[group, default: []].append(Member(hub: hub))
        }
        return group
    }

    static func deliver(_ announcements: [Announcement], to group: String) {
        guard !announcements.isEmpty else { return }
        let hubs = members.withLock { ($0[group] ?? []).compactMap(\.hub) }
        for announcement in announcements {
            for hub in hubs { hub.deliver(announcement.payload, on: announcement.channel) }
        }
    }
}
