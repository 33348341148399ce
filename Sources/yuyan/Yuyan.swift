import ArgumentParser

/// The command line of 雨燕.
@main
struct Yuyan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yuyan", abstract: "雨燕销售管理系统 · Yuyan, a sales-management system",
        subcommands: [
            ServeCommand.self, InitCommand.self, DemoCommand.self, UserCommand.self, DoctorCommand.self,
            MeasureCommand.self,
        ])
}
