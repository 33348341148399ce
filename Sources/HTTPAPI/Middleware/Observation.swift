import HTTPTypes
import Hummingbird
import Logging

/// Counts and logs each request: route, status, duration; no address, no
/// query, nobody's data.
struct Observation: RouterMiddleware {
    typealias Context = AppContext

    let metrics: RequestMetrics
    /// Operation ids by method and router path.
    let names: [String: String]

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        do {
            let response = try await next(request, context)
            record(request, context, status: response.status.code, since: start)
            return response
        } catch {
            let status = (error as? any HTTPResponseError)?.status.code ?? 500
            record(request, context, status: status, since: start)
            throw error
        }
    }

    private func record(_ request: Request, _ context: AppContext, status: Int, since start: ContinuousClock.Instant) {
        let elapsed = (ContinuousClock.now - start).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        let name = names["\(request.method.rawValue) \(context.endpointPath ?? "")"] ?? "none"
        metrics.record(route: name, status: status, seconds: seconds)
        context.logger.info(
            "request",
            metadata: [
                "route": .string(name), "status": .stringConvertible(status),
                "milliseconds": .stringConvertible((seconds * 10_000).rounded() / 10),
            ])
    }
}
