import ArgumentParser
import HTTPAPI
import Records

/// Accounts: who may log in.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "账号管理 · accounts", subcommands: [Add.self, List.self, Password.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "新增成员与账号 · add a member who may log in")

        @OptionGroup var store: StoreOptions
        @Argument(help: "账号 · log-in") var login: String
        @Option(name: .long, help: "姓名 · name") var name: String
        @Option(name: .long, help: "角色 · role key") var role: String
        @Option(name: .long, help: "部门标识 · org unit key") var unit: String?
        @Option(name: .long, help: "企业标识 · company key") var workspace = "main"

        func run() async throws {
            let registry = try await WorkspaceRegistry.open(store.premises())
            do {
                let password = try await registry.addMember(
                    Member(name: name, role: role), unitKey: unit, login: login, workspace: workspace)
                Terminal.say("账号 log-in: \(login)\n密码 password: \(password)（仅显示一次 · shown once）")
            } catch let error as AccountError {
                await registry.close()
                throw ValidationError(error.advice)
            }
            await registry.close()
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "账号列表 · list accounts")

        @OptionGroup var store: StoreOptions

        func run() async throws {
            let registry = try await WorkspaceRegistry.open(store.premises())
            for account in try await registry.control.accounts() {
                let state = account.isActive ? "" : " (停用 disabled)"
                Terminal.say("\(account.workspace)\t\(account.login)\t#\(account.memberID)\(state)")
            }
            await registry.close()
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "重置密码，结束其全部登录 · set a password and end all sessions")

        @OptionGroup var store: StoreOptions
        @Argument(help: "账号 · log-in") var login: String
        @Flag(name: .long, help: "自动生成 · generate one") var generate = false

        func run() async throws {
            let registry = try await WorkspaceRegistry.open(store.premises())
            let typed = generate ? WorkspaceRegistry.makePassword() : Terminal.readPassword("新密码 new password: ")
            do {
                let isKnown = try await registry.control.setPassword(login: login, password: typed ?? "")
                if !isKnown { throw ValidationError("没有账号 \(login) · no such account") }
                Terminal.say(generate ? "密码 password: \(typed ?? "")（仅显示一次 · shown once）" : "已修改 · done")
            } catch let error as AccountError {
                await registry.close()
                throw ValidationError(error.advice)
            }
            await registry.close()
        }
    }
}

extension AccountError {
    /// What to do about it.
    var advice: String {
        switch self {
        case .loginTaken: "账号已存在 · this log-in is taken; choose another"
        case .badLogin: "账号应为 1–64 个字母、数字或 ._@- · use 1 to 64 letters, digits or ._@-"
        case .badPassword: "密码应为 8–200 个字符 · use 8 to 200 characters"
        }
    }
}
