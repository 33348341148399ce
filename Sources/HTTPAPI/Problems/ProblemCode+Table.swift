extension ProblemCode {
    /// Status, words and way out of a problem.
    var entry: ProblemEntry {
        switch self {
        case .malformedJSON, .invalidBody, .bodyTooLarge, .unsupportedMedia, .invalidParameter, .idempotencyMismatch:
            sentEntry
        case .sessionRequired, .loginFailed, .loginLocked, .tokenInvalid, .originRefused, .forbidden, .rateLimited:
            senderEntry
        case .notFound, .methodNotAllowed, .recordInvalid, .recordForbidden, .recordNotFound, .recordStale,
            .recordDuplicate, .gateRefused, .automationLoop:
            recordEntry
        case .formulaInvalid, .definitionsInvalid, .clockFixed, .conflict, .diskFull, .unavailable, .unfitText,
            .internalError:
            houseEntry
        }
    }

    private var sentEntry: ProblemEntry {
        switch self {
        case .invalidBody:
            .init(
                422, "提交的内容有误", "The content is not valid",
                mend: "请按各项提示修改后重新提交。", "Correct each item listed and send it again.")
        case .bodyTooLarge:
            .init(
                413, "内容太大", "The content is too large",
                mend: "请减小内容：普通请求最大 1 MB，文件最大 20 MB。", "Send less: 1 MB for requests, 20 MB for files.")
        case .unsupportedMedia:
            .init(
                415, "不支持此内容类型", "This kind of content is not supported",
                mend: "请使用 application/json，文件请使用允许的类型。", "Send application/json, or a file of an allowed kind.")
        case .invalidParameter:
            .init(
                400, "网址中的参数有误", "A parameter of the address is not valid",
                mend: "请检查参数的名称与取值。", "Check the parameter's name and value.")
        case .idempotencyMismatch:
            .init(
                422, "同一个防重键用于了不同的内容", "The idempotency key was used for different content",
                mend: "新的操作请使用新的 Idempotency-Key。", "Use a new Idempotency-Key for a new operation.")
        default:
            .init(
                400, "无法读取提交的内容", "The content cannot be read",
                mend: "请提交符合规范的 JSON（UTF-8）。", "Send well-formed JSON in UTF-8.")
        }
    }

    private var senderEntry: ProblemEntry {
        switch self {
        case .loginFailed:
            .init(
                401, "账号或密码不正确", "The log-in or the password is wrong",
                mend: "请检查后重试；忘记密码请联系管理员重置。", "Check them and try again, or ask an administrator for a new password.")
        case .loginLocked:
            .init(
                429, "登录尝试次数过多，已暂时锁定", "Too many log-in attempts; locked for a while",
                mend: "请稍后再试，或联系管理员重置密码。", "Try again later, or ask an administrator for a new password.")
        case .tokenInvalid:
            .init(
                401, "访问令牌无效或已过期", "The access token is not valid or has expired",
                mend: "请创建新的访问令牌。", "Create a new access token.")
        case .originRefused:
            .init(
                403, "请求来源不被信任", "The origin of the request is not trusted",
                mend: "请从本系统页面操作，并带上 X-Requested-With: yuyan。", "Send it from this site with X-Requested-With: yuyan.")
        case .forbidden:
            .init(
                403, "您没有此操作的权限", "You may not do this",
                mend: "如确需操作，请联系管理员。", "Ask an administrator if you need to.")
        case .rateLimited:
            .init(
                429, "请求过于频繁", "Too many requests",
                mend: "请稍候再试（见 Retry-After）。", "Wait as long as Retry-After says and try again.")
        default:
            .init(
                401, "请先登录", "Please log in",
                mend: "登录后重试。", "Log in and try again.")
        }
    }

    private var recordEntry: ProblemEntry {
        switch self {
        case .methodNotAllowed:
            .init(
                405, "此地址不支持该操作", "This address does not take that method",
                mend: "请查看 Allow 头中的可用方法。", "See the methods listed in Allow.")
        case .recordInvalid:
            .init(
                422, "内容未通过校验", "The content did not pass validation",
                mend: "请按各项提示修改后重新提交。", "Correct each item listed and send it again.")
        case .recordForbidden:
            .init(
                403, "您没有操作此记录的权限", "You may not do this with the record",
                mend: "如确需操作，请联系记录负责人或管理员。", "Ask the record's owner or an administrator.")
        case .recordNotFound:
            .init(
                404, "没有找到该记录", "There is no such record",
                mend: "它可能已被删除，或您无权查看。", "It may have been deleted, or you may not see it.")
        case .recordStale:
            .init(
                412, "记录已被他人修改", "Somebody else has changed the record",
                mend: "请核对最新内容（current）后重新提交。", "Compare with the current record and send it again.")
        case .recordDuplicate:
            .init(
                409, "已存在相同的记录", "Such a record exists already",
                mend: "请打开已有记录，或修改重复的内容。", "Open the existing record or change what is the same.")
        case .gateRefused:
            .init(
                409, "尚未满足进入该阶段的条件", "The conditions of the stage are not met yet",
                mend: "请逐项补齐清单中的内容后再推进。", "Complete the items of the list and move it again.")
        case .automationLoop:
            .init(
                409, "自动化规则互相触发，操作未完成", "Automations set each other off; nothing was changed",
                mend: "请管理员检查规则是否循环。", "An administrator should look for a loop in the rules.")
        default:
            .init(
                404, "没有找到该内容", "There is nothing here",
                mend: "请检查网址。", "Check the address.")
        }
    }

    private var houseEntry: ProblemEntry {
        switch self {
        case .formulaInvalid:
            .init(
                400, "公式有误", "The formula is not valid",
                mend: "请按提示的位置修改公式。", "Correct the formula where it says.")
        case .definitionsInvalid:
            .init(
                422, "配置有误，未发布", "The configuration is not valid and was not published",
                mend: "请按各项提示修改后重新发布。", "Correct each item listed and publish again.")
        case .clockFixed:
            .init(
                409, "时钟不可调整", "The clock cannot be moved",
                mend: "仅在使用 --clock manual 启动时可以调整时间。", "Start the server with --clock manual to move time.")
        case .conflict:
            .init(
                503, "系统繁忙，操作未完成", "Busy; nothing was changed",
                mend: "请重试。", "Try again.")
        case .diskFull:
            .init(
                503, "磁盘空间不足，操作未完成", "The disk is full; nothing was changed",
                mend: "请联系管理员清理磁盘空间后重试。", "Ask an administrator to free disk space and try again.")
        case .unavailable:
            .init(
                503, "数据库暂时无法访问", "The database cannot be reached",
                mend: "请稍后重试。", "Try again later.")
        case .unfitText:
            .init(
                422, "文本中含有无法保存的字符", "The text has characters that cannot be stored",
                mend: "请删除不可见的控制字符后重试。", "Remove control characters and try again.")
        default:
            .init(
                500, "系统内部错误", "Internal error",
                mend: "请稍后重试；如仍出现，请把请求编号告诉管理员。", "Try again; if it happens again, tell an administrator the request id."
            )
        }
    }
}
