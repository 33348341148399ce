import FormulaLanguage
import HTTPAPI
import Records
import SQLText
import Storage

/// Stands in for the reps while leads are measured: twice a second the
/// first-touch clocks that run are met.
///
/// Without it every lead of a load would stay untouched, and routing, which
/// looks at what waits for each person, would count a pile that no team with
/// guards ever has. So a few hundred wait at any time, as they may at most
/// with forty reps and eight each.
enum BenchTouches {
    static func run(_ registry: WorkspaceRegistry) async {
        guard let workspace = try? await registry.hosted(BenchCompany.key).workspace else { return }
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(500))
            try? await workspace.change(by: .system) { change in
                try change.connection.execute(
                    """
                    UPDATE deadline SET state = 'met', met_at = \(change.now.milliseconds), minutes = 1
                    WHERE state = 'open'
                    """)
            }
        }
    }
}
