internal import Bytes

/// Steps over the arguments of a frame, to see whether one of them runs over its end.
enum AMQPArgumentScan {
    /// Whether a value of the list that begins at a place runs over the end of the frame.
    ///
    /// The elements of compounds are stepped over as they stand, one behind the other: no stack.
    @inline(__always)
    static func overruns(_ frame: RawSpan, from start: Int) -> Bool {
        guard start < frame.byteCount else { return true }
        var place = start &+ 1
        // Values still to come, of all compounds that were entered.
        var needed = 0
        var end = frame.byteCount
        switch frame.byte(at: start) {
        case 0xC0:
            guard place &+ 1 < frame.byteCount else { return true }
            end = min(end, place &+ 1 &+ Int(frame.byte(at: place)))
            needed = Int(frame.byte(at: place &+ 1))
            place &+= 2
        case 0xD0:
            guard place &+ 7 < frame.byteCount else { return true }
            let count: UInt32 = frame.bigEndian(at: place)
            end = min(end, place &+ 4 &+ Int(count))
            needed = Int(frame.bigEndian(at: place &+ 4) as UInt32)
            place &+= 8
        default: return false
        }
        while needed > 0, place < end {
            let code = frame.byte(at: place)
            place &+= 1
            needed &-= 1
            switch code >> 4 {
            case 4: break
            case 5: place &+= 1
            case 6: place &+= 2
            case 7: place &+= 4
            case 8: place &+= 8
            case 9: place &+= 16
            case 0xA:
                guard place < frame.byteCount else { return true }
                place &+= 1 &+ Int(frame.byte(at: place))
            case 0xC:
                guard place &+ 1 < frame.byteCount else { return true }
                needed &+= Int(frame.byte(at: place &+ 1))
                place &+= 2
            default:
                guard step(frame, code, &place, &needed) else { return false }
            }
        }
        return place > frame.byteCount
    }

    /// The rarer codes.  Returns false if nothing is known of what follows.
    @inline(never)
    private static func step(
        _ frame: RawSpan, _ code: UInt8, _ place: inout Int, _ needed: inout Int
    ) -> Bool {
        let available = frame.byteCount - place
        switch code >> 4 {
        case 0 where code == 0:
            // A descriptor, and the value.
            needed &+= 2
        case 0xB:
            guard available >= 4 else { return runOver(frame, &place) }
            let count: UInt32 = frame.bigEndian(at: place)
            place &+= 4 &+ Int(count)
        case 0xD:
            guard available >= 8 else { return runOver(frame, &place) }
            let count: UInt32 = frame.bigEndian(at: place &+ 4)
            needed &+= Int(count)
            place &+= 8
        case 0xE:
            guard available >= 1 else { return runOver(frame, &place) }
            place &+= 1 &+ Int(frame.byte(at: place))
        case 0xF:
            guard available >= 4 else { return runOver(frame, &place) }
            let count: UInt32 = frame.bigEndian(at: place)
            place &+= 4 &+ Int(count)
        default: return false
        }
        return true
    }

    private static func runOver(_ frame: RawSpan, _ place: inout Int) -> Bool {
        place = frame.byteCount &+ 1
        return true
    }
}
