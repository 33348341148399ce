import Hummingbird
import NIOCore
import Records

/// For the people and machines that look after the server.
enum OperationsResource {
    static let routes: [Route] = [
        Route(
            method: .get, path: "/openapi.json", id: "readOpenAPI", tag: "operations",
            summary: Words("接口文档（OpenAPI 3.1）", "This document"), access: .anyone(.read),
            answer: .json(200, .any, Words("OpenAPI 3.1", "OpenAPI 3.1")), headers: [.ifNoneMatch], handler: openAPI),
        Route(
            method: .get, path: "//healthz", id: "readHealth", tag: "operations",
            summary: Words("健康检查", "Health"), access: .anyone(.none),
            answer: .json(200, .named("Health"), Words("一切正常；否则 503", "All is well; 503 otherwise")),
            problems: [.unavailable], handler: health),
        Route(
            method: .get, path: "//metrics", id: "readMetrics", tag: "operations",
            summary: Words("运行指标（Prometheus）", "Figures for Prometheus"), access: .operations,
            answer: .media("text/plain", Words("Prometheus 文本", "Prometheus text")), handler: metrics),
    ]

    private static func openAPI(_ call: Call) async throws -> Response {
        .json(call.server.openAPI.document, tag: call.server.openAPI.tag, for: call.request)
    }

    private static func health(_ call: Call) async throws -> Response {
        let health = await call.server.health()
        guard health.isWell else {
            var problem = Problem(.unavailable)
            problem.extra["checks"] = health.document["checks"]
            throw problem
        }
        return .json(health.document)
    }

    private static func metrics(_ call: Call) async throws -> Response {
        let page = await call.server.metricsPage()
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: page.text)))
    }
}
