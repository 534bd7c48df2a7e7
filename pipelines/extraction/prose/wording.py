"""Patterns of the language around numbers: changes and their direction, bases of comparison, tiers, fillers, aims.

One home for the regular expressions that several stages share; each says what it is for.
"""

from __future__ import annotations

import re

# A verb of change with its direction; the single characters only directly before a number or its head.
CHANGE = re.compile(
    r"(?P<down>下降|减少|降低|下滑|回落|降幅|减幅|下跌|(?<![不至减缺最很多])少(?=了?(?:死|亡|伤|发生|出|[\d一二两三四五六七八九十]))|降(?=了?[\d一二两三四五六七八九十])|减(?=了?[\d一二两三四五六七八九十]))"
    r"|(?P<up>上升|增加|增长|升高|增幅|升幅|涨幅|上涨|(?<![很许大众])多(?=了?(?:死|亡|伤|发生|出|[\d一二两三四五六七八九十]))|升(?=了?[\d一二两三四五六七八九十])|(?<!新)增(?=了?[\d一二两三四五六七八九十]))"
)
# What may stand between the verb of change and its number.
CHANGE_FILL = re.compile(
    r"(?:了|约|近|超过|逾|幅度?|率|为|达到?(?=[^\d]*$)|分别|是|均|各|都|个|安全|生产|各类|事故|死亡|受伤|重伤|亡|伤|死|出|人数|起数|宗数|人员|发生|直接|经济|财产|损失|[:、,和与及\s])*"
)
# The end of a from-to: what follows is a level again.
CHANGE_TO = re.compile(r"(?:下降|减少|降低|回落|降|上升|增加|增长|升|提高|提升)(?:到了?|至|为)")
FROM = re.compile(r"[由从](?!业|事|严|重|源|此|而|于)")
CHAIN_LINK = re.compile(r"[、,和与及以\s“”\"]*(?:分别)?")
SHARED = re.compile(r"分别|均|双双|都|各")
YOY = re.compile(r"同比|同期|去年|上年|上一年")
MONTH_ON_MONTH = re.compile(r"环比|上月|上个月|上季度")
OTHER_BASE = re.compile(
    r"[比较与][^,;。]{0,6}五[”\"]?(?:时期|期间|期末|末|规划)?|均值|平均(?:数|值)?|比(?:19|20)\d\d年|较(?:19|20)\d\d年|[比较][^,;。]{0,8}(?:指标|目标|进度|计划)|五年|三年来|近\d年|前[两三]年"
)
COMPARES = re.compile(r"同比|相比|比较|[比较与同](?:去年|上年|上一年|20\d\d年)|增|减|升|降|持平")
PRIOR = re.compile(r"去年|上年|上一年|20\d\d年(?:的)?同期|\(同期")
FLAT = re.compile(r"(?P<about>大致|基本|大体)?持平")

# A window with only these has no head of its own.
BARE = re.compile(
    r"(?:共计|总计|合计|累计|总数|总共|总|共|达到了?|达|约|近|为|是|有|了|分别|各|数量|已经?|其余|另有|另外|另|还有|以及|的|全部|就|仅|计|其中|等|、|和|及|与|于|[“”\"'\s·|:])*"
)
PART = re.compile(
    r"其中|(?<![不未])包括|(?<![不未])包含|分(?:类|行业|领域|地区|区域)看"
    r"|按(?:级别|行业|领域|地区|区域|类别|类型|等级|专业|辖区)(?:划?分|看|统计)|(?<![包不未])含(?=[^金])"
    r"|(?:按|从|以)[^,;。:\d照期时]{1,9}?(?:划分|区分|来?看|统计|分布|分)(?=[,:为有])|按[^,;。:\d照期时]{1,7}(?=:)|分(?:县|县区|县市区|乡镇|街道|镇街|部门|单位|月|月份|季度|环节|种类|企业|专业|对象|方式|层级)(?:来)?看?(?=[,:])"
)
# Number first, and what is counted are places, fields or levels: never the head that follows.
NOT_COUNTED = re.compile(
    r"的|(?:重点|主要|成员|相关|有关|职能)?(?:县|市|区(?!域)|省|乡|镇|街道|州|部门|行业|领域|方面|社区|村|岗位|级|系统|环节|月|季度|年|层面|小组|科室|片区|阶段|步骤|环|字)"
)
# 抽查了3个乡镇、5个部门: places and offices, no units inspected.
OF_PLACES = re.compile(
    r"(?:重点|主要|成员|相关|有关|职能|省|市|县)?(?:县(?!城)|市(?!场|政|属|直)|区(?!域|块)|乡(?!村)|镇|街道|旗|州|部门|成员单位|行业|领域)"
)
# 对8个乡镇发出黄牌警告, 2个县区被约谈: the offices themselves are counted.
OFFICES_CALLED = re.compile(
    r"(?:乡镇|镇|街道|县|区|县区|县市区|市|部门|成员单位|职能部门|相关部门|有关部门)(?:\([^()]{1,8}\))?(?:和单位|及部门|、部门)?[^,;。\d的]{0,6}?(?:黄牌|一票否决|约谈|警示约谈|通报批评)"
)
# A head word that is only the first part of a longer noun (隐患排查指标, 事故应急演练方案).
NOUN_GOES_ON = re.compile(
    r"[一-鿿]{0,4}?(?:指标|标准|制度|清单|方案|措施|能力|机制|条例|办法|意见|平台|体系|知识|时限|期限|片(?!区)|案例)"
)
HAS_STOCK = re.compile(
    r"(?<![对在查遍])辖区(?:内)?(?!内?[^,;。]{0,6}(?:检查|排查))|(?<![没含占具国所公私民])(?:共有|现有|拥有|辖有|在册|登记在册|在监|持证|在建|在营|有)"
)
# 对2起事故的责任人: the accidents are the occasion, not the count.
OCCASION = re.compile(r"(?:对|就|因|涉及|针对|调查处理|追究)$")
STOCK_NOUN = re.compile(
    r"(?:企业|单位|煤矿|矿山|矿井|尾矿库|经营户|门店|工地|场所|公司|网点|站点|商户|厂|场|站|店|作坊|市场|码头|仓库|学校|医院|宾馆|酒店|渔船|库房|用户|住户|校园|幼儿园|工厂|车间|饭店|餐馆|商铺|景区|油库|库区|工区|船舶|渔船|船只|货船|客船|工程|项目|矿山企业|尾矿库|加油站|加油站点|网吧|养老院|敬老院|福利院|药店|民宿|农家乐|摊点|摊位|合作社|宗教活动点|出租屋|群租房|自建房|从业单位|生产线)$"
)
# 最大的一起为二十万元, 算一宗: single cases and rules of counting.
SINGLE = re.compile(
    r"平均[^,;。]{0,8}$|[人户单家年月日案件起]均[^,;。]{0,8}$|[均都](?:不足|少于|不到|超过|达|在|为)?$|最[大小高低多少重][^,;。]{0,10}$|[算按]$"
)

SEVERITY = re.compile(
    r"(?P<extra>特别重大|特大)|(?P<major_up>重特大|重大(?:及?以上|以上))|(?P<larger_up>较大(?:级别)?及?以上)|(?P<major>重大)|(?P<larger>较大)|(?P<general>一般)"
    r"|(?P<fatal>亡人|死亡)(?=[^\d,;。]{0,4}(?:事故|火灾))"
)
SEVERE_NOUN = re.compile(r"[^\d,;。]{0,10}?(?:事故|火灾|交通)")
SEVERITY_CODE = {
    "general": "general",
    "larger": "larger",
    "major": "major",
    "extra": "extra",
    "fatal": "fatal",
    "larger_up": "larger_and_above",
    "major_up": "major_and_above",
}
# 死亡3人以上(的)事故: a tier, no figure.
TIER_AFTER = re.compile(r"(?:及?以上|以下|以内)?的?(?:较大|重大|亡人|一般|特大|道路|交通|火灾|生产|安全)*(?:事故|火灾)")

# Words of an aim that govern their own clause only; those that reach further are in aims.py.
AIM = re.compile(
    r"将(?:达|会|完成|实现|开展|组织|新增|力争|检查|对|建)|力争|争取|确保|目标(?!责任|管理|任务完成)|应(?:完成|达(?!标)|检查|整改|培训|参加|持证|建|纳入|配备|报)|计划(?:安排|完成(?!率)|开展|组织|新增|培训|检查|投入|建设|执法检查|于)|任务数|不低于|不少于"
    r"|不超过|控制在[^,;。:]{0,8}$|明年|下一步|下步|下阶段|下一阶段|预计|拟(?![\d定])|规划(?:到|建|新)|要求(?:各|每|全|完成|于|在|到|年底|\d{1,2}月)|要(?:达到|完成|实现|控制|确保|求达|在[^,;。]{0,8}前)|必须|须(?:达|完成|在|检查|确保|开展|对|组织|把|整改|参加)|不得|应当|每(?:年|月|季度|周|日|半年|村|个|家|名|人|户|班|起|处|次)[^,;。]{0,12}$"
)
LIMIT = re.compile(r"(?:最高|最低|最多|上限|下限|可获|可处|并可|给予|奖励)[^,;。]{0,8}$")
QUOTA_BEFORE = re.compile(
    r"(?:指标|目标|任务|计划数|控制数|进度|计划)(?:数|为|是)?\($"
    r"|(?:(?:控制|考核|年度|全年|死亡)指标|(?:控制|任务|计划|目标|指标)(?:家|总|任务)?数|控制目标|目标任务|目标值|上限)(?:人数|总数|数|值)?(?:分别|共|总共)?(?:为|是|有)?:?$"
    r"|(?:检查|执法|监察|监管|年度|工作|全年)计划(?:共|总共)?(?:为|是|:)$"
)
QUOTA_IN_CLAUSE = re.compile(r"(?:(?:控制|考核|年度|全年|死亡)(?:人数)?指标|控制数|控制目标)[^,;。\d]{0,6}\d+[人起]")
SHARE = re.compile(r"占(?!比)")
# 整改率100%的有甲、乙、丙: the number is of those named behind it, not of the office.
OF_OTHERS = re.compile(r"的(?:有|是|为|县|市|区|地区|乡镇|单位|企业)")
