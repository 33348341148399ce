import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Records
import SQLText
import Storage

/// Uploads and downloads.
enum FilesResource {
    private static let problems: [ProblemCode] = [.recordNotFound, .recordInvalid, .notFound]

    static let routes: [Route] = [
        Route(
            method: .post, path: "/files", id: "uploadFile", tag: "files",
            summary: Words("上传文件（请求体为文件内容）", "Upload a file; the body is its content"), access: .member,
            body: .bytes(limit: Int(FileStore.standardLimit)),
            answer: .json(201, .named("File"), Words("文件", "The file")),
            problems: problems + [.invalidBody, .malformedJSON],
            headers: [.fileName], handler: upload),
        Route(
            method: .get, path: "/files/{id}", id: "downloadFile", tag: "files",
            summary: Words("下载文件", "Download a file"),
            access: .member, answer: .media("application/octet-stream", Words("文件内容", "Its content")),
            problems: problems, headers: [.ifNoneMatch], handler: download),
        Route(
            method: .get, path: "/files/{id}/thumbnail", id: "readThumbnail", tag: "files",
            summary: Words("图片预览（目前为原图）", "Preview of an image, as it was uploaded for now"), access: .member,
            answer: .media("image/jpeg", Words("图片", "The image")), problems: problems + [.unsupportedMedia],
            headers: [.ifNoneMatch], handler: thumbnail),
    ]

    private static func upload(_ call: Call) async throws -> Response {
        let member = try call.member
        let limit = FileStore.standardLimit
        guard call.request.headers[.contentLength].flatMap({ Int64($0) }) ?? 0 <= limit else {
            throw Problem(.bodyTooLarge)
        }
        let chunks = call.request.body.map { Array($0.readableBytesView) }
        do {
            let file = try await member.workspace.storeFile(
                chunks, name: try fileName(call.request), by: member.actor, limit: limit)
            return .json(file.json, status: .created)
        } catch let error
            where error is StorageError || error is RecordError || error is FileStoreError || error is Problem
        {
            throw error
        } catch {
            throw Problem(.malformedJSON, "文件没有传完，请重新上传", "the upload ended too early")
        }
    }

    private static func download(_ call: Call) async throws -> Response {
        try await serve(call, file(call))
    }

    private static func thumbnail(_ call: Call) async throws -> Response {
        let file = try await file(call)
        guard inlineKinds.contains(file.mime), file.mime.hasPrefix("image/") else { throw Problem(.unsupportedMedia) }
        return try await serve(call, file)
    }

    /// A file of one's own, of a visible record or of a visible record's
    /// evidence.
    private static func file(_ call: Call) async throws -> FileRow {
        let (member, id) = try (call.member, call.id())
        return try await member.workspace.read { reading in
            if try reading.isEvidence(id, visibleTo: member.viewer), let file = try reading.file(id) { return file }
            return try reading.visibleFile(id, as: member.viewer)
        }
    }

    /// What a browser may show in place; the rest is downloaded only.
    private static let inlineKinds: Set<String> = [
        "image/jpeg", "image/png", "image/gif", "image/webp", "audio/mpeg", "audio/mp4", "audio/wav", "audio/ogg",
        "audio/amr", "video/mp4", "video/quicktime",
    ]

    private static func serve(_ call: Call, _ file: FileRow) async throws -> Response {
        let disposition = inlineKinds.contains(file.mime) ? "inline" : "attachment"
        let headers: HTTPFields = [
            .contentType: file.mime, .eTag: "\"\(file.sha256)\"", .cacheControl: "private, no-cache",
            .contentDisposition: "\(disposition); filename*=UTF-8''\(encoded(file.name))",
            .contentSecurityPolicy: "default-src 'none'; sandbox", .contentLength: String(file.size),
        ]
        if call.request.headers[values: .ifNoneMatch].contains("\"\(file.sha256)\"") {
            return Response(status: .notModified, headers: [.eTag: "\"\(file.sha256)\""])
        }
        guard let path = try call.member.workspace.files.path(of: file.sha256) else { throw Problem(.notFound) }
        let body = try await FileIO().loadFile(path: path, context: call.context)
        return Response(status: .ok, headers: headers, body: body)
    }

    private static func fileName(_ request: Request) throws -> String {
        let raw = String((request.headers[.fileName] ?? "file").prefix(2000))
        guard let name = raw.removingPercentEncoding, !name.unicodeScalars.contains(where: { $0.value == 0 }) else {
            throw Problem.parameter("X-File-Name", "编码有误", "it is badly encoded")
        }
        return name
    }

    private static func encoded(_ name: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._".utf8)
        return name.utf8.map { plain.contains($0) ? String(UnicodeScalar($0)) : "%" + Secrets.hex([$0]).uppercased() }
            .joined()
    }
}

extension Reading {
    /// Whether a file is evidence on a record that the viewer may see.
    func isEvidence(_ file: Int64, visibleTo viewer: Viewer) throws -> Bool {
        let places = try connection.rows("SELECT object, record_id FROM evidence WHERE file_id = \(file) LIMIT 50") {
            (object: $0.text(0) ?? "", id: $0.integer(1) ?? 0)
        }
        return places.contains { (try? visibleRecord($0.object, $0.id, as: viewer)) != nil }
    }
}
