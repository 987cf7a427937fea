internal import CPcre2

/// A pattern that `matches` looks for, as PCRE2 compiled it.
///
/// An object, because PCRE2 hands out memory that somebody has to free.  Letters match whatever
/// their case, and bytes count, not characters, as in tshark.
@safe
final class FilterRegex {
    private let code: OpaquePointer
    private let data: OpaquePointer
    private let context: OpaquePointer

    /// How often the search in one value may try again: some patterns take time exponential in the
    /// value's length.
    static var trialCountMax: UInt32 { 1_000_000 }

    /// - Throws: what is wrong, and at which byte of the pattern.
    init(_ pattern: [UInt8]) throws(Failure) {
        var number: Int32 = 0
        var offset = 0
        let options = UInt32(PCRE2_CASELESS) | UInt32(PCRE2_NEVER_UTF)
        let compiled = unsafe pcre2_compile_8(
            pattern, pattern.count, options, &number, &offset, nil)
        guard let compiled = unsafe compiled else {
            throw Failure(message: Self.message(number), offset: offset)
        }
        // A pattern that cannot be compiled to machine code is interpreted.
        _ = unsafe pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
        guard let matchData = unsafe pcre2_match_data_create_from_pattern_8(compiled, nil),
            let matchContext = unsafe pcre2_match_context_create_8(nil)
        else {
            unsafe pcre2_code_free_8(compiled)
            throw Failure(message: "there is not enough memory", offset: 0)
        }
        unsafe code = compiled
        unsafe data = matchData
        unsafe context = matchContext
        _ = unsafe pcre2_set_match_limit_8(context, Self.trialCountMax)
    }

    deinit {
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_match_data_free_8(data)
        unsafe pcre2_code_free_8(code)
    }

    func matches(_ bytes: RawSpan) -> Bool {
        // PCRE2 wants an address also of no bytes.
        let nothing: [UInt8] = [0]
        return unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else {
                return unsafe pcre2_match_8(code, nothing, 0, 0, 0, data, context) >= 0
            }
            let text = unsafe start.assumingMemoryBound(to: UInt8.self)
            return unsafe pcre2_match_8(code, text, buffer.count, 0, 0, data, context) >= 0
        }
    }

    private static func message(_ number: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = unsafe pcre2_get_error_message_8(number, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, Int(count))), as: UTF8.self)
    }
}

extension FilterRegex {
    struct Failure: Error {
        var message: String
        var offset: Int
    }
}
