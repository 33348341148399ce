import Synchronization

/// Counts and durations of requests, by route and status.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let route: String
        let status: Int
    }

    private struct Series {
        var counts = [Int](repeating: 0, count: RequestMetrics.bounds.count + 1)
        var sum = 0.0
    }

    /// Upper bounds of the buckets in seconds.
    static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

    private let series = Mutex<[Key: Series]>([:])

    /// Adds one answered request. `route` is an operation's id, so the number
    /// of series is bounded by the route table.
    func record(route: String, status: Int, seconds: Double) {
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        series.withLock { series in
            series[Key(route: route, status: status), default: Series()].counts[bucket] += 1
            series[Key(route: route, status: status), default: Series()].sum += seconds
        }
    }

    /// Writes everything in Prometheus' text format.
    func write(to page: inout MetricsPage) {
        let all = series.withLock { $0 }.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
        let family = "yuyan_http_request_duration_seconds"
        page.family(family, "histogram", "Requests answered, by route and status.")
        for (key, series) in all {
            let labels = [("route", key.route), ("status", String(key.status))]
            var total = 0
            for (index, count) in series.counts.enumerated() {
                total += count
                let bound = index < Self.bounds.count ? "\(Self.bounds[index])" : "+Inf"
                page.sample(family, labels + [("le", bound)], suffix: "_bucket", Double(total))
            }
            page.sample(family, labels, suffix: "_sum", series.sum)
            page.sample(family, labels, suffix: "_count", Double(total))
        }
    }
}

/// A page in Prometheus' text format; samples of one family stay together.
struct MetricsPage {
    private struct Family {
        let head: String
        var lines = ""
    }

    private var order: [String] = []
    private var families: [String: Family] = [:]

    /// The page.
    var text: String {
        order.compactMap { families[$0] }.map { $0.head + $0.lines }.joined()
    }

    /// Announces a family; once is enough.
    mutating func family(_ name: String, _ kind: String, _ help: String) {
        guard families[name] == nil else { return }
        order.append(name)
        families[name] = Family(head: "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n")
    }

    /// One number of a family; `suffix` as histograms want it.
    mutating func sample(_ family: String, _ labels: [(String, String)] = [], suffix: String = "", _ value: Double) {
        let labels = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        let number = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        let name = family + suffix
        families[family]?.lines += labels.isEmpty ? "\(name) \(number)\n" : "\(name){\(labels)} \(number)\n"
    }

    /// One number of a family that it announces if need be.
    mutating func sample(
        _ family: String, _ kind: String, _ help: String, _ labels: [(String, String)] = [], _ value: Double
    ) {
        self.family(family, kind, help)
        sample(family, labels, value)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
