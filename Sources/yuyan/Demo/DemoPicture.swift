import Records

/// A small plain picture, so that demo vouchers are real image files.
enum DemoPicture {
    /// A PNG of one hue, darker towards the bottom, without compression.
    static func png(hue: UInt8, width: Int = 96, height: Int = 72) -> [UInt8] {
        var rows: [UInt8] = []
        for line in 0..<height {
            rows.append(0)
            let shade = UInt8(230 - line * 110 / height)
            for column in 0..<width {
                let band: UInt8 = (column / 12 + line / 12).isMultiple(of: 2) ? 12 : 0
                rows += [shade &- band, shade / 2 &+ hue / 2, 255 &- hue / 2 &- band]
            }
        }
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", bytes(UInt32(width)) + bytes(UInt32(height)) + [8, 2, 0, 0, 0])
        file += chunk("IDAT", stored(rows))
        file += chunk("IEND", [])
        return file
    }

    private static func bytes(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return bytes(UInt32(data.count)) + body + bytes(crc(body))
    }

    /// Zlib with stored blocks.
    private static func stored(_ data: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x78, 0x01]
        var start = 0
        while start < data.count {
            let count = min(65_535, data.count - start)
            let isLast: UInt8 = start + count == data.count ? 1 : 0
            let length = UInt16(count)
            result += [isLast, UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)]
            result += data[start..<start + count]
            start += count
        }
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in data {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return result + bytes(high << 16 | low)
    }

    private static func crc(_ data: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in data {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
