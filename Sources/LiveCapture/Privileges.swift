internal import CLinux
internal import Captures
internal import Glibc

/// Gives up what a capture needs only to begin.
public enum Privileges {
    /// A user that a process can go on as.
    public struct User: Equatable, Sendable {
        public var name: String
        public var id: UInt32
        public var group: UInt32
        /// Whether somebody named this user, or called `sudo`.
        public var isChosen: Bool
    }

    public static var isRoot: Bool { geteuid() == 0 }

    /// Who a process of root's is to go on as.
    ///
    /// - Parameter name: nil for the user who called `sudo`, or `nobody`.
    public static func user(_ name: String?) throws(LiveError) -> User {
        if let name {
            guard let user = find(name) else { throw .noSuchUser(name) }
            return user
        }
        if let text = environment("SUDO_UID"), let id = UInt32(text), id != 0,
            let user = find(id)
        {
            return user
        }
        guard var nobody = find("nobody") else { throw .noSuchUser("nobody") }
        nobody.isChosen = false
        return nobody
    }

    /// Leaves nothing to the process that a user has not got, now or later.  Call before there is
    /// a second thread: capabilities are given up for one only.
    ///
    /// - Parameter user: who to go on as; nil for a process that is not root's.
    public static func drop(to user: User?) throws(LiveError) {
        if let user, user.id != geteuid() || user.id != 0 {
            try check(unsafe initgroups(user.name, user.group), "initgroups")
            // Of root, these change the saved identity as well.
            try check(setgid(user.group), "setgid")
            try check(setuid(user.id), "setuid")
        }
        if user?.id != 0 {
            try check(linux_drop_capabilities(), "capset")
            // What cannot be had back was given up.
            guard user == nil || setuid(0) != 0 else {
                throw .privileges("setuid: root can be had back")
            }
        }
        try check(linux_forbid_new_privileges(), "prctl")
    }

    private static func check(_ status: Int32, _ call: String) throws(LiveError) {
        guard status == 0 else { throw .privileges("\(call): \(CaptureError.system(errno))") }
    }

    private static func find(_ name: String) -> User? {
        guard let entry = unsafe getpwnam(name) else { return nil }
        return unsafe User(entry.pointee)
    }

    private static func find(_ id: UInt32) -> User? {
        guard let entry = unsafe getpwuid(id) else { return nil }
        return unsafe User(entry.pointee)
    }

    private static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}

extension Privileges.User {
    @unsafe
    fileprivate init(_ entry: passwd) {
        unsafe name = String(cString: entry.pw_name)
        unsafe id = entry.pw_uid
        unsafe group = entry.pw_gid
        isChosen = true
    }
}
