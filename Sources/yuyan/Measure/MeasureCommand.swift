import ArgumentParser
import Foundation
import Records

/// What `script/bench` asks of the program itself; not a command for users.
///
/// Each sub-command prints one JSON object per figure.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "测速（开发用） · figures for script/bench", shouldDisplay: false,
        subcommands: [
            MeasureHello.self, MeasureSeed.self, MeasureLoop.self, MeasureFunnel.self, MeasureTimers.self,
            MeasureSweep.self,
        ])
}

/// One measured figure on standard output.
enum Figure {
    static func say(_ id: String, _ members: [String: JSONValue]) {
        var members = members
        members["id"] = .string(id)
        Terminal.say(JSONValue.object(members).text)
    }
}

extension Duration {
    /// For people and JSON.
    var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }
}

/// Processor time of this process, which other processes cannot disturb.
enum ProcessClock {
    static var milliseconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
    }
}

extension [Double] {
    /// The value below which a share of them lies; 0 for none.
    func percentile(_ share: Double) -> Double {
        guard !isEmpty else { return 0 }
        return sorted()[Swift.min(count - 1, Int(Double(count) * share))]
    }
}
