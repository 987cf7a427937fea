/// Names of the message's numbers in a one-line summary: tshark's words.
enum DNSWords {
    static func opcode(_ opcode: UInt16) -> StaticString? {
        switch opcode {
        case 0: "Standard query"
        case 1: "Inverse query"
        case 2: "Server status request"
        case 4: "Zone change notification"
        case 5: "Dynamic update"
        case 6: "DNS Stateful operations (DSO)"
        default: nil
        }
    }

    static func responseCode(_ code: UInt16) -> StaticString? {
        switch code {
        case 0: "No error"
        case 1: "Format error"
        case 2: "Server failure"
        case 3: "No such name"
        case 4: "Not implemented"
        case 5: "Refused"
        case 6: "Name exists"
        case 7: "RRset exists"
        case 8: "RRset does not exist"
        case 9: "Not authoritative"
        case 10: "Name out of zone"
        case 11: "DSO-Type not implemented"
        case 16: "Bad OPT Version or TSIG Signature Failure"
        case 17: "Key not recognized"
        case 18: "Signature out of time window"
        case 19: "Bad TKEY Mode"
        case 20: "Duplicate key name"
        case 21: "Algorithm not supported"
        case 22: "Bad Truncation"
        case 23: "Bad/missing Server Cookie"
        default: nil
        }
    }

    /// The record types below 110 that have a name; an empty one has none.
    private static let low: [StaticString] = [
        "Unused", "A", "NS", "MD", "MF", "CNAME", "SOA", "MB", "MG", "MR",
        "NULL", "WKS", "PTR", "HINFO", "MINFO", "MX", "TXT", "RP", "AFSDB", "X25",
        "ISDN", "RT", "NSAP", "NSAP-PTR", "SIG", "KEY", "PX", "GPOS", "AAAA", "LOC",
        "NXT", "EID", "NIMLOC", "SRV", "ATMA", "NAPTR", "KX", "CERT", "A6", "DNAME",
        "SINK", "OPT", "APL", "DS", "SSHFP", "IPSECKEY", "RRSIG", "NSEC", "DNSKEY", "DHCID",
        "NSEC3", "NSEC3PARAM", "TLSA", "", "", "HIP", "", "RKEY", "TALINK", "CDS",
        "CDNSKEY", "OPENPGPKEY", "CSYNC", "ZONEMD", "SVCB", "HTTPS",
    ]

    static func type(_ type: UInt16) -> StaticString? {
        if Int(type) < low.count {
            let name = low[Int(type)]
            return name.utf8CodeUnitCount == 0 ? nil : name
        }
        return highType(type)
    }

    private static func highType(_ type: UInt16) -> StaticString? {
        switch type {
        case 99: "SPF"
        case 100: "UINFO"
        case 101: "UID"
        case 102: "GID"
        case 103: "UNSPEC"
        case 104: "NID"
        case 105: "L32"
        case 106: "L64"
        case 107: "LP"
        case 108: "EUI48"
        case 109: "EUI64"
        case 249: "TKEY"
        case 250: "TSIG"
        case 251: "IXFR"
        case 252: "AXFR"
        case 253: "MAILB"
        case 254: "MAILA"
        case 255: "ANY"
        case 256: "URI"
        case 257: "CAA"
        case 32768: "TA"
        case 32769: "DLV"
        case 65281: "WINS"
        case 65282: "WINS-R"
        case 65422: "XPF"
        default: nil
        }
    }
}
