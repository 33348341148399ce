import ArgumentParser
import Definitions
import HTTPAPI
import Records

/// Makes a company from a template, with its first administrator.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "init", abstract: "新建企业 · make a company")

    @OptionGroup var store: StoreOptions

    @Option(name: .long, help: "模板 · template")
    var template = "sales"

    @Option(name: .long, help: "模板目录 · folder of templates")
    var templates: String?

    @Option(name: .long, help: "企业名称 · the company's name")
    var company: String

    @Option(name: .long, help: "企业标识 · ASCII key, names its database")
    var key = "main"

    @Option(name: .long, help: "管理员账号 · the administrator's log-in")
    var admin: String

    func run() async throws {
        let template = try TemplateFolder.load(template, explicit: templates)
        let registry = try await WorkspaceRegistry.open(store.premises())
        do {
            try await make(template, in: registry)
        } catch {
            await registry.close()
            throw error
        }
        await registry.close()
    }

    private func make(_ template: Template, in registry: WorkspaceRegistry) async throws {
        guard try await registry.control.workspace(key) == nil else {
            throw ValidationError("企业 \(key) 已存在 · this company exists; choose another --key or --data")
        }
        guard try await !registry.control.accounts().contains(where: { $0.login == admin.lowercased() }) else {
            throw ValidationError("账号 \(admin) 已存在 · this log-in exists; choose another --admin")
        }
        guard let role = template.definitions.firstAdministrator else {
            throw ValidationError("模板中没有管理员角色 · the template has no role that administers")
        }
        let password = try await registry.found(
            key: key, name: company, definitions: template.definitions, note: "yuyan init", admin: admin, role: role)
        Terminal.say("企业“\(company)”已建立 · the company is ready")
        Terminal.say("管理员 log-in: \(admin)")
        Terminal.say("密码 password: \(password)（仅显示一次 · shown once）")
    }
}

extension [Definition] {
    /// The key of the first role that administers.
    var firstAdministrator: String? {
        for case .role(let role) in self where role.administers { return role.key }
        return nil
    }
}
