import ArgumentParser
import Definitions
import FormulaLanguage
import Foundation
import HTTPAPI
import Records

/// Looks at everything a server needs and says what to do.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "doctor", abstract: "体检 · check everything")

    @OptionGroup var store: StoreOptions

    @Option(name: .long, help: "网页目录 · folder of the built web app")
    var web: String?

    func run() async throws {
        var findings = Findings()
        checkDisk(&findings)
        checkClock(&findings)
        if let web { checkWeb(web, &findings) }
        await checkDatabases(&findings)
        for line in findings.lines { Terminal.say(line) }
        if findings.problems > 0 { throw ExitCode(1) }
        Terminal.say("一切正常 · all is well")
    }

    private func checkDisk(_ findings: inout Findings) {
        let probe = store.data + "/.doctor"
        let isWritable = FileManager.default.createFile(atPath: probe, contents: Data(repeating: 0, count: 4096))
        try? FileManager.default.removeItem(atPath: probe)
        findings.note(isWritable, "数据目录可写 · data folder", "请检查 \(store.data) 的权限与磁盘 · check its owner and the disk")
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: store.data)
        let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
        findings.note(
            free > 1 << 30, "磁盘剩余 \(free >> 20) MB · free disk", "请清理磁盘，至少留 1 GB · free at least 1 GB")
    }

    private func checkClock(_ findings: inout Findings) {
        // A machine that lost its time starts years ago.
        let isPlausible = SystemTime().now().milliseconds > 1_735_689_600_000
        findings.note(isPlausible, "系统时间 · system clock", "请校准系统时间（NTP）· set the clock, best by NTP")
    }

    private func checkWeb(_ folder: String, _ findings: inout Findings) {
        let hasPage = FileManager.default.fileExists(atPath: folder + "/index.html")
        findings.note(hasPage, "网页文件 · web app", "请先构建网页：Web/make.sh build · build the web app first")
        let hasTwin = FileManager.default.fileExists(atPath: folder + "/index.html.br")
        findings.note(hasTwin, "网页压缩文件 · compressed twins", "缺少 .br/.gz，加载会变慢 · without them loading is slow")
    }

    private func checkDatabases(_ findings: inout Findings) async {
        do {
            let registry = try await WorkspaceRegistry.open(store.premises())
            findings.note(true, "控制库与迁移 · control database", "")
            let rows = try await registry.control.workspaces()
            findings.note(!rows.isEmpty, "企业 \(rows.count) 个 · companies", "请运行 yuyan init · run yuyan init")
            for row in rows { await check(row, in: registry, &findings) }
            await registry.close()
        } catch {
            findings.note(false, "数据库 · database", "无法打开：\(error) · cannot be opened; check --data or --postgres")
        }
    }

    private func check(_ row: WorkspaceRow, in registry: WorkspaceRegistry, _ findings: inout Findings) async {
        do {
            let hosted = try await registry.hosted(row.key)
            findings.note(true, "\(row.name)：版本 \(hosted.workspace.schema.number) · schema", "")
            let lag = try await registry.followerLag(of: hosted)
            findings.note(
                lag < 10_000, "\(row.name)：后台积压 \(lag) 条 · follower lag", "请确认服务正在运行 · is the server running?")
        } catch {
            findings.note(false, "\(row.name)", "无法打开：\(error) · cannot be opened")
        }
    }
}

/// What a check-up found.
struct Findings {
    private(set) var lines: [String] = []
    private(set) var problems = 0

    /// Notes one check; the advice only where it failed.
    mutating func note(_ isWell: Bool, _ what: String, _ advice: String) {
        lines.append(isWell ? "✓ \(what)" : "✗ \(what)\n  → \(advice)")
        if !isWell { problems += 1 }
    }
}
