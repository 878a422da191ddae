"""The words of the machine's health, Chinese first; `{}` is filled in with what the machine says."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # what is looked at
        "health.database": ("数据库", "Database"),
        "health.migration": ("数据库版本", "Migration"),
        "health.facts": ("事实", "Facts"),
        "health.checkins": ("签到", "Check-ins"),
        "health.keeping": ("到期销毁", "Keeping"),
        "health.keys": ("日密钥", "Day keys"),
        "health.names": ("实名保存期", "Term of names"),
        "health.journal": ("日志封签", "Roots of the journal"),
        "health.log": ("运行日志外送", "Log elsewhere"),
        "health.secrets": ("密钥与数据库密码", "Keys and passwords"),
        "health.locks": ("锁", "Locks"),
        "health.backup": ("备份", "Backup"),
        "health.disk": ("磁盘", "Disk"),
        "health.memory": ("内存", "Memory"),
        "health.kernels": ("计算内核", "Kernels"),
        "health.sessions": ("登录", "Sessions"),
        # how it is
        "database.met": ("应答正常：PostgreSQL {}，{}。", "It answers: PostgreSQL {}, {}."),
        "migration.met": ("版本 {}，与本程序一致。", "At {}, which this version works with."),
        "migration.late": ("数据库为 {}，本程序需要 {}。", "At {}; this version works with {}."),
        "migration.do": (
            "用本版本重新启动 `seawall serve`，它会先迁移。",
            "Start `seawall serve` of this version again: it migrates first.",
        ),
        "facts.met": ("最近一批是第 {} 批，{} 入库。", "The last batch is {}, which came in at {}."),
        "facts.none": ("还没有事实。", "There are no facts yet."),
        "facts.do": ("导入 incidents.csv 起，即有方案。", "A plan begins as soon as incidents.csv is imported."),
        "checkins.history": ("历史库不收签到。", "A history takes no check-ins."),
        "checkins.none": ("还没有签到。", "No check-ins came in yet."),
        "checkins.met": (
            "最近一批是第 {} 批，{} 入库；接收程序在运行。",
            "The last batch is {}, which came in at {}; a program takes them now.",
        ),
        "checkins.late": (
            "最近一批是第 {} 批，{} 入库；没有程序在接收。",
            "The last batch is {}, which came in at {}; no program takes them now.",
        ),
        "checkins.do": (
            "启动 `seawall checkins take`；未收下的签到会由发送方重发。",
            "Start `seawall checkins take`; whoever sends keeps what was not taken.",
        ),
        "keeping.met": ("保存 {} 天的签到，没有一天过期。", "Check-ins of {} days are held, none past its term."),
        "keeping.late": ("{} 天的签到已过保存期：{}。", "Check-ins of {} days are held past their term: {}."),
        "keeping.do": (
            "运行 `seawall checkins keep`，并每天定时运行。",
            "Run `seawall checkins keep`, and have it run daily.",
        ),
        "keys.met": ("每一天的密钥都在。", "The key of every day is there."),
        "keys.late": ("{} 天的密钥不在：{}。", "The keys of {} days are gone: {}."),
        "keys.do": (
            "从另存处放回密钥，或销毁这些天。",
            "Put the keys back from where they are kept, or drop those days.",
        ),
        "names.met": ("没有到期的实名。", "Nobody's names are past their term."),
        "names.open": (
            "实名已到期的有 {} 人，最早自 {} 起；服务将于 {} 后自动销毁。",
            "People whose names are past their term: {}, the first since {}; the server destroys them after {}.",
        ),
        "names.late": (
            "实名已到期而未销毁的有 {} 人，最早自 {} 起。",
            "People whose names are past their term and were not destroyed: {}, the first since {}.",
        ),
        "names.do": (
            "误关的事件，重新打开；其余运行 `seawall names destroy`，再运行 `seawall keys renew`。",
            "Open again what was closed by mistake; then run `seawall names destroy`, and `seawall keys renew`.",
        ),
        "journal.met": ("{} 条日志；{} 封签了前 {} 条。", "{} entries; at {} a root over {} of them was signed."),
        "journal.late": (
            "{} 条日志还没有封签；最近一次封签：{}。",
            "{} entries are under no signed root; the last was signed: {}.",
        ),
        "journal.do": ("现在封签，并把树头交给审计员另存。", "Sign a root now, and hand it to the auditor."),
        "log.open": ("只留在本机，没有送往别处。", "Stays on this machine, and is sent nowhere."),
        "log.met": (
            "送往日志主机；{} 行待送，启动以来丢失 {} 行。",
            "Sent to its host; {} lines wait, {} were lost since the start.",
        ),
        "log.late": (
            "自 {} 起送不到日志主机；{} 行待送，启动以来丢失 {} 行。",
            "Its host has been away since {}; {} lines wait, {} were lost since the start.",
        ),
        "log.do": (
            "查日志主机和到它的网络；还没有设的，用 `seawall serve --log-to` 指定一个。",
            "Look at its host and the way there; where none is named, name one with `seawall serve --log-to`.",
        ),
        "secrets.met": ("{} 启用。", "In use since {}."),
        "secrets.late": ("{} 启用，已超过 90 天。", "In use since {}, which is more than 90 days."),
        "secrets.open": (
            "{} 启用；{} 销毁了实名，更换密钥之前仍可能从数据库文件中读出。",
            "In use since {}; names were destroyed at {}, and may be read in the database's files until a renewal.",
        ),
        "secrets.do": (
            "停下网页服务，运行 `seawall keys renew`，然后备份。",
            "End `seawall serve`, run `seawall keys renew`, then make a backup.",
        ),
        "locks.met": ("没有等待。", "Nobody waits for one."),
        "locks.open": ("{} 个连接在等待。", "{} connections wait for one."),
        "locks.do": (
            "一分钟后再看；仍在等待时，看是否有导入或销毁未结束。",
            "Look again in a minute; if they still wait, see whether an import or a drop has not ended.",
        ),
        "backup.cannot_tell": (
            "无法判断：复制数据目录不会告诉本系统。",
            "Cannot tell: who copies a home does not tell it.",
        ),
        "backup.do": (
            "`seawall stop` 后 `cp -a`，见 docs/operations.md；在交接班时写下时间。",
            "`seawall stop`, then `cp -a` (docs/operations.md); note the time at the hand-over.",
        ),
        "disk.met": ("{} 中空余 {}。", "{} of which {} is free."),
        "disk.late": ("{} 中只空余 {}。", "{} of which only {} is free."),
        "disk.do": (
            "在数据目录所在磁盘上腾出空间；已确认的数据不会丢。",
            "Make room on the disk of the home; nothing that was acknowledged is lost.",
        ),
        "memory.met": ("本进程用 {}；机器 {} 中可用 {}。", "This process has {}; of the machine's {}, {} is free."),
        "memory.late": (
            "本进程用 {}；机器 {} 中只剩 {} 可用。",
            "This process has {}; of the machine's {}, only {} is free.",
        ),
        "memory.do": (
            "结束机器上的其他程序，或换更大的机器。",
            "End other programs of the machine, or move to a larger one.",
        ),
        "kernels.met": ("本进程中已就绪。", "Ready in this process."),
        "kernels.open": (
            "第一次查询签到时载入，约一秒。",
            "Loaded when check-ins are first asked, which takes a second.",
        ),
        "sessions.met": ("{} 个登录，其中 {} 个用应急密码。", "{} are open, {} of them with a break-glass password."),
    }
)
