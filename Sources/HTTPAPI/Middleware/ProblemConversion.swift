import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Innermost: turns whatever was thrown into one ``Problem`` and rethrows it,
/// so that the middleware around it can read its status.
struct ProblemConversion: RouterMiddleware {
    typealias Context = AppContext

    /// The methods that a path takes, to tell 405 from 404.
    let methods: @Sendable (String) -> [HTTPRequest.Method]

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            var problem = problem(of: error, request)
            problem.requestID = context.requestID
            log(problem, context)
            throw problem
        }
    }

    private func problem(of error: any Error, _ request: Request) -> Problem {
        if let error = error as? HTTPError, error.status == .notFound {
            let allowed = methods(request.uri.path)
            guard !allowed.isEmpty else { return Problem(.notFound) }
            var problem = Problem(.methodNotAllowed)
            problem.headers[.allow] = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            return problem
        }
        return Problem(converting: error)
    }

    private func log(_ problem: Problem, _ context: AppContext) {
        guard problem.code.entry.status >= 500 else { return }
        let cause = problem.cause.map { String(reflecting: $0) } ?? "none"
        context.logger.error(
            "\(problem.code.rawValue)",
            metadata: ["cause": .string(cause), "path": .string(context.endpointPath ?? "")])
    }
}
