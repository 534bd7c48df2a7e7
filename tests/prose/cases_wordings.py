"""Wordings of reports, written by hand with invented offices and figures: what each must yield, and nothing else."""

from __future__ import annotations

# (text, ((indicator, value), ...)); the values are canonical: yuan, ratios as 0..1, changes signed.
ENFORCEMENT: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "全县共检查企业312家,发现隐患845条,已整改830条。",
        (("inspection.units", "312"), ("hazard.found", "845"), ("hazard.rectified", "830")),
    ),
    ("累计抽查生产经营单位56个。", (("inspection.units", "56"),)),
    ("排查各类场所1.2万处。", (("inspection.units", "12000"),)),
    ("对236家企业进行了检查。", (("inspection.units", "236"),)),
    ("共有98家企业接受检查。", (("inspection.units", "98"),)),
    ("检查煤矿17座。", (("inspection.units", "17"),)),
    ("共检查企业120家次。", (("inspection.count", "120"),)),
    ("开展执法检查246起。", (("inspection.count", "246"),)),
    ("组织集中执法行动35次,出动执法人员412人次。", (("inspection.count", "35"), ("inspection.personnel", "412"))),
    ("该局全年开展了1308次监督检查。", (("inspection.count", "1308"),)),
    ("派出18个检查组,督查企业77家。", (("inspection.teams", "18"), ("inspection.units", "77"))),
    ("共成立督导组9个,检查组12组次。", (("inspection.teams", "9"), ("inspection.teams", "12"))),
    ("出动警力230人次、车辆41辆次。", (("inspection.personnel", "230"),)),
    (
        "下达现场检查记录602份,责令限期整改指令书311份,整改复查意见书290份。",
        (("document.record", "602"), ("document.rectification_order", "311"), ("document.reinspection", "290")),
    ),
    ("下达各类执法文书1024份。", (("document.total", "1024"),)),
    ("发出整改通知书58份、督办函3份。", (("document.rectification_order", "58"), ("document.supervision_notice", "3"))),
    ("共打击非法违法行为66起,整治违规违章行为73起。", (("violation.illegal", "66"), ("violation.corrected", "73"))),
    ("严打各类非法违法、集中治理纠正违规违章2.3万余起。", (("violation.total", "23000"),)),
    ("查处交通违法行为5021起。", (("violation.illegal", "5021"),)),
    ("查处7起非法储存烟花爆竹行为。", (("violation.illegal", "7"),)),
    ("查纠三违行为39例。", (("violation.corrected", "39"),)),
    ("实施行政处罚45次,罚款62.5万元。", (("penalty.count", "45"), ("penalty.fine_amount", "625000"))),
    ("处罚企业23家,罚款18.8万元。", (("penalty.units", "23"), ("penalty.fine_amount", "188000"))),
    (
        "警告企业6家,处罚企业5家、金额4.2万元。",
        (("penalty.warning", "6"), ("penalty.units", "5"), ("penalty.fine_amount", "42000")),
    ),
    ("罚款30家。", (("penalty.fined_units", "30"),)),
    ("对2家企业罚款5万元。", (("penalty.fined_units", "2"), ("penalty.fine_amount", "50000"))),
    ("处8万元罚款。", (("penalty.fine_amount", "80000"),)),
    ("处以人民币壹万伍仟元的罚款。", (("penalty.fine_amount", "15000"),)),
    ("当年收缴罚款64.7万元。", (("penalty.fine_collected", "647000"),)),
    ("罚没款合计93.4万元。", (("penalty.fine_and_confiscation", "934000"),)),
    (
        "事故罚款120万元,监督检查罚款80万元。",
        (("penalty.fine_accident", "1200000"), ("penalty.fine_supervision", "800000")),
    ),
    ("罚款收缴率94.4%。", (("penalty.collection_rate", "0.944"),)),
    ("全年立案57件,结案49件。", (("penalty.case_filed", "57"), ("penalty.case_closed", "49"))),
    ("立案查处违法企业31家。", (("penalty.case_filed", "31"),)),
    ("责令停产整顿企业19家,关闭取缔14家。", (("penalty.suspension", "19"), ("penalty.closure", "14"))),
    ("对3家企业停产整顿。", (("penalty.suspension", "3"),)),
    ("责令16家工厂停产停业整顿。", (("penalty.suspension", "16"),)),
    ("5家企业被责令停产整改。", (("penalty.suspension", "5"),)),
    ("停产停业、停止建设施工企业77家。", (("penalty.suspension_mixed", "77"),)),
    ("取缔非法采石点11个,取缔5家无证作坊。", (("penalty.closure", "11"), ("penalty.closure", "5"))),
    ("关闭煤矿2座。", (("penalty.closure", "2"),)),
    ("提请关闭企业4家。", (("penalty.closure_proposed", "4"),)),
    ("暂扣或吊销许可证16个。", (("penalty.licence", "16"),)),
    ("吊销5家企业的安全生产许可证。", (("penalty.licence_revoked", "5"),)),
    ("9家被吊销营业执照。", (("penalty.licence_revoked", "9"),)),
    ("查封企业3家,扣押设备27台。", (("penalty.seizure", "3"), ("penalty.seizure", "27"))),
    ("纳入“黑名单”管理企业8家,公开曝光15家。", (("penalty.blacklist", "8"), ("penalty.exposed", "15"))),
    ("行政拘留12人,刑事拘留3人。", (("detention.administrative", "12"), ("detention.criminal", "3"))),
    ("行政及刑事拘留58人。", (("detention.mixed", "58"),)),
    ("行政拘留、移送司法或问责干部合计203人。", (("detention.mixed", "203"),)),
    ("刑事拘留、判刑各2人。", (("detention.criminal", "2"), ("prosecution.criminal", "2"))),
    ("移送公安机关案件6起,追究刑事责任4人。", (("penalty.transferred", "6"), ("prosecution.criminal", "4"))),
    ("批准逮捕3人。", (("prosecution.arrested", "3"),)),
    ("问责干部21人,约谈企业13家。", (("accountability.persons", "21"), ("accountability.units", "13"))),
    ("开展警示约谈8次。", (("accountability.units", "8"),)),
    (
        "检查80家,隐患120条,整改110条。",
        (("inspection.units", "80"), ("hazard.found", "120"), ("hazard.rectified", "110")),
    ),
    ("检43个企业,查出隐患61条。", (("inspection.units", "43"), ("hazard.found", "61"))),
    ("对7家加油站、36家燃气门店逐户检查。", (("inspection.units", "7"), ("inspection.units", "36"))),
    (
        "查处违法行为735起。其中疲劳驾驶61起、无牌上路28起、农用车载人19起。",
        (
            ("violation.illegal", "735"),
            ("violation.illegal", "61"),
            ("violation.illegal", "28"),
            ("violation.illegal", "19"),
        ),
    ),
    ("移送公安4件6人。", (("penalty.transferred", "4"), ("prosecution.criminal", "6"))),
    ("开展执法246起。", (("inspection.count", "246"),)),
    ("27座煤矿停产整顿。", (("penalty.suspension", "27"),)),
    ("将13家企业列入黑名单。", (("penalty.blacklist", "13"),)),
    (
        "停产矿井6对,查扣钢瓶52个,扣押挖机3台。",
        (("penalty.suspension", "6"), ("penalty.seizure", "52"), ("penalty.seizure", "3")),
    ),
    ("组织企业开展自查自纠1860家次。", (("inspection.self_check_units", "1860"),)),
    ("临时查封53家,责令“三停”21家。", (("penalty.seizure", "53"), ("penalty.fire_three_stops", "21"))),
)

HAZARDS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "查找安全隐患452条,立即整改430条,限期整改22条,整改到位率95.13%。",
        (
            ("hazard.found", "452"),
            ("hazard.immediate", "430"),
            ("hazard.deadline", "22"),
            ("hazard.rectification_rate", "0.9513"),
        ),
    ),
    (
        "一般隐患3058项,整改2971项,整改率97.15%;重大隐患18项,整改11项,整改率61.1%。",
        (
            ("hazard.general_found", "3058"),
            ("hazard.general_rectified", "2971"),
            ("hazard.general_rate", "0.9715"),
            ("hazard.major_found", "18"),
            ("hazard.major_rectified", "11"),
            ("hazard.major_rate", "0.611"),
        ),
    ),
    ("发现问题隐患700余项。", (("hazard.found", "700"),)),
    ("累计查出2.46万个隐患。", (("hazard.found", "24600"),)),
    (
        "查出火灾隐患64处,督促整改60处,正在整改4处。",
        (("hazard.found", "64"), ("hazard.rectified", "60"), ("hazard.pending", "4")),
    ),
    (
        "重大隐患查出95项,已整改58项,其余37项列入治理计划,落实治理资金3106万元。",
        (
            ("hazard.major_found", "95"),
            ("hazard.major_rectified", "58"),
            ("hazard.major_planned", "37"),
            ("hazard.funds", "31060000"),
        ),
    ),
    ("挂牌督办重大隐患5处。", (("hazard.listed", "5"),)),
    ("发现并整改隐患71处。", (("hazard.found", "71"), ("hazard.rectified", "71"))),
    ("尚未整改隐患9条。", (("hazard.pending", "9"),)),
    (
        "发现隐患5420条,其中一般隐患5402条、重大隐患18条,已整改5211条,整改率96.14%。",
        (
            ("hazard.found", "5420"),
            ("hazard.general_found", "5402"),
            ("hazard.major_found", "18"),
            ("hazard.rectified", "5211"),
            ("hazard.rectification_rate", "0.9614"),
        ),
    ),
    ("企业自查隐患6120条,整改6098条。", (("hazard.self_found", "6120"), ("hazard.rectified", "6098"))),
    ("责令限期整改问题1320项,已完成整改1298项。", (("hazard.deadline", "1320"), ("hazard.rectified", "1298"))),
    ("责令整改202处。", ()),
    ("责令立即整改隐患15条。", ()),
)

ACCIDENTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "全市共发生生产安全事故26起,死亡23人,受伤17人,经济损失共386.5万元。",
        (
            ("accident.count", "26"),
            ("accident.deaths", "23"),
            ("accident.injuries", "17"),
            ("accident.loss", "3865000"),
        ),
    ),
    (
        "接报6起道路交通事故,造成7人死亡9人受伤。",
        (("accident.count", "6"), ("accident.deaths", "7"), ("accident.injuries", "9")),
    ),
    (
        "发生事故42起、死亡38人,同比减少7起6人。",
        (
            ("accident.count", "42"),
            ("accident.deaths", "38"),
            ("accident.count_change", "-7"),
            ("accident.deaths_change", "-6"),
        ),
    ),
    (
        "发生事故64起、死亡59人,同比分别下降15.8%、14.5%。",
        (
            ("accident.count", "64"),
            ("accident.deaths", "59"),
            ("accident.count_yoy", "-0.158"),
            ("accident.deaths_yoy", "-0.145"),
        ),
    ),
    (
        "发生事故64起、死亡59人,同比分别下降6.1%和上升3.5%。",
        (
            ("accident.count", "64"),
            ("accident.deaths", "59"),
            ("accident.count_yoy", "-0.061"),
            ("accident.deaths_yoy", "0.035"),
        ),
    ),
    (
        "发生事故6起、死亡6人,同比均下降14.3%。",
        (
            ("accident.count", "6"),
            ("accident.deaths", "6"),
            ("accident.count_yoy", "-0.143"),
            ("accident.deaths_yoy", "-0.143"),
        ),
    ),
    (
        "共发生事故18起,事故起数同比减少6起,下降25%;死亡人数减少9人,下降37.5%。",
        (
            ("accident.count", "18"),
            ("accident.count_change", "-6"),
            ("accident.count_yoy", "-0.25"),
            ("accident.deaths_change", "-9"),
            ("accident.deaths_yoy", "-0.375"),
        ),
    ),
    (
        "事故起数同比下降6.12%,死亡人数上升9.25%。",
        (("accident.count_yoy", "-0.0612"), ("accident.deaths_yoy", "0.0925")),
    ),
    (
        "发生事故4起、死亡3人,事故起数同比下降20%、死亡人数持平。",
        (
            ("accident.count", "4"),
            ("accident.deaths", "3"),
            ("accident.count_yoy", "-0.2"),
            ("accident.deaths_yoy", "0"),
        ),
    ),
    (
        "发生事故14宗,同比下降12.5%;死亡11人,同比下降26.67%。",
        (
            ("accident.count", "14"),
            ("accident.count_yoy", "-0.125"),
            ("accident.deaths", "11"),
            ("accident.deaths_yoy", "-0.2667"),
        ),
    ),
    (
        "发生较大事故2起、死亡8人,同比增加2起。",
        (("accident.larger_count", "2"), ("accident.larger_deaths", "8"), ("accident.count_change", "2")),
    ),
    (
        "全年发生事故415起,死亡388人,比上年同期减少事故35起、减少死亡42人,降幅分别为7.8%和9.8%。",
        (
            ("accident.count", "415"),
            ("accident.deaths", "388"),
            ("accident.count_change", "-35"),
            ("accident.deaths_change", "-42"),
            ("accident.count_yoy", "-0.078"),
            ("accident.deaths_yoy", "-0.098"),
        ),
    ),
    (
        "道路交通死亡37人,占全年控制指标(92人)的40.2%。",
        (("accident.deaths", "37"), ("accident.control_usage", "0.402")),
    ),
    ("发生亡人火灾6起。", (("accident.fatal_count", "6"),)),
    (
        "发生火灾一百三十二起,死亡六人,直接财产损失三百零六万元。",
        (("accident.count", "132"), ("accident.deaths", "6"), ("accident.loss", "3060000")),
    ),
    ("事故起数环比下降12.5%。", (("accident.count_mom", "-0.125"),)),
)

CAPACITY: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "创建“零事故”村(社区)比例为93.6%,企事业单位比例为98.7%。",
        (("zero_accident.village_rate", "0.936"), ("zero_accident.enterprise_rate", "0.987")),
    ),
    ("开办培训班31期次,培训负责人、安全员1900余人。", (("training.sessions", "31"), ("training.people", "1900"))),
    ("培训“三项岗位人员”1.2万余人次。", (("training.three_posts", "12000"),)),
    ("选派62人参加业务培训,62人全部取得执法资格。", (("training.people", "62"), ("training.certified", "62"))),
    ("培训班3期280人。", (("training.sessions", "3"), ("training.people", "280"))),
    ("持证上岗率达到100%。", (("training.cert_rate", "1"),)),
    ("举行应急演练950余场次,参演人员2.3万人次。", (("drill.count", "950"), ("drill.people", "23000"))),
    ("73家企业办结应急预案备案。", (("plan.filed", "73"),)),
    (
        "市级应急救援队伍一支,52人;镇级半专业队伍6支85人。",
        (("rescue.teams", "1"), ("rescue.personnel", "52"), ("rescue.teams", "6"), ("rescue.personnel", "85")),
    ),
    ("培训职工2.1万余人次,农民工1.6万余人。", (("training.people", "21000"), ("training.people", "16000"))),
    ("百万吨死亡率为0.071,同比下降0.032。", (("accident.deaths_per_mt_coal", "0.071"),)),
    (
        "检查企业150家(砖厂45家,井场105口)。",
        (("inspection.units", "150"), ("inspection.units", "45"), ("inspection.units", "105")),
    ),
    (
        "受理举报3起,查处3起,发放举报奖0.2万元。",
        (("complaint.count", "3"), ("complaint.checked", "3"), ("reward.amount", "2000")),
    ),
    (
        "现有专职消防队3支、队员46人,森林防火专业队12支、365人。",
        (("rescue.teams", "3"), ("rescue.personnel", "46"), ("rescue.teams", "12"), ("rescue.personnel", "365")),
    ),
    ("配备兼职应急救援队伍23支共412人。", (("rescue.part_time_teams", "23"), ("rescue.personnel", "412"))),
    ("编制应急预案215份,完成预案备案企业312家。", (("plan.revised", "215"), ("plan.filed", "312"))),
    (
        "“零事故”企业达到1236家,行政村“零事故”创建率达到95.2%。",
        (("zero_accident.enterprise_zero", "1236"), ("zero_accident.village_rate", "0.952")),
    ),
    ("全县1365家企业纳入分级分类监管。", (("coverage.units", "1365"),)),
    (
        "约谈企业负责人23人次,通报批评单位4家,黄牌警告2家。",
        (("accountability.persons", "23"), ("penalty.criticism", "4"), ("accountability.yellow_card", "2")),
    ),
    ("共有应急救援队伍22支,救援人员310人。", (("rescue.teams", "22"), ("rescue.personnel", "310"))),
    ("发放宣传资料3.5万余份,举办宣讲活动40场。", (("publicity.materials", "35000"), ("publicity.events", "40"))),
    (
        "受理举报46件,查实31件,兑现举报奖励2.6万元。",
        (("complaint.count", "46"), ("complaint.confirmed", "31"), ("reward.amount", "26000")),
    ),
    (
        "现有74家企业达标,其中二级15家、三级59家,达标率86.05%。",
        (
            ("standard.enterprises", "74"),
            ("standard.level2", "15"),
            ("standard.level3", "59"),
            ("standard.rate", "0.8605"),
        ),
    ),
    ("全镇安全网格员214人。", (("grid.personnel", "214"),)),
    ("行政村覆盖率达到了80%。", (("coverage.rate", "0.8"),)),
    (
        "全市有煤矿68座,采石场107座、危险化学品经营单位316家。",
        (("coverage.units", "68"), ("coverage.units", "107"), ("coverage.units", "316")),
    ),
)

CHAINS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("各类事故起数和死亡人数分别为5起、6人。", (("accident.count", "5"), ("accident.deaths", "6"))),
    ("事故从去年同期的30起降到18起,下降40%。", (("accident.count", "18"), ("accident.count_yoy", "-0.4"))),
    (
        "工矿商贸、道路交通、建筑施工领域分别发生事故3起、8起、2起,死亡4人、9人、1人。",
        (
            ("accident.count", "3"),
            ("accident.count", "8"),
            ("accident.count", "2"),
            ("accident.deaths", "4"),
            ("accident.deaths", "9"),
            ("accident.deaths", "1"),
        ),
    ),
    (
        "事故起数、死亡人数、受伤人数同比分别下降10%、20%、30%。",
        (("accident.count_yoy", "-0.1"), ("accident.deaths_yoy", "-0.2"), ("accident.injuries_yoy", "-0.3")),
    ),
    (
        "发生事故9起,较去年同期减少3起,死亡10人,减少2人。",
        (
            ("accident.count", "9"),
            ("accident.count_change", "-3"),
            ("accident.deaths", "10"),
            ("accident.deaths_change", "-2"),
        ),
    ),
    (
        "发生事故5起,死亡6人,亿元GDP死亡率0.05,同比下降10%。",
        (("accident.count", "5"), ("accident.deaths", "6"), ("accident.deaths_per_100m_gdp", "0.05")),
    ),
    ("检查企业50家,罚款20万元,同比分别增长10%、20%。", (("inspection.units", "50"), ("penalty.fine_amount", "200000"))),
    (
        "发生事故12起、死亡13人,同比减少2起、1人,分别下降14.3%、7.1%。",
        (
            ("accident.count", "12"),
            ("accident.deaths", "13"),
            ("accident.count_change", "-2"),
            ("accident.deaths_change", "-1"),
            ("accident.count_yoy", "-0.143"),
            ("accident.deaths_yoy", "-0.071"),
        ),
    ),
    (
        "发生事故18起、死亡19人、受伤13人、直接经济损失52万元,同比分别上升14.3%、28.6%、持平和下降5.2%。",
        (
            ("accident.count", "18"),
            ("accident.deaths", "19"),
            ("accident.injuries", "13"),
            ("accident.loss", "520000"),
            ("accident.count_yoy", "0.143"),
            ("accident.deaths_yoy", "0.286"),
            ("accident.injuries_yoy", "0"),
            ("accident.loss_yoy", "-0.052"),
        ),
    ),
    (
        "发生事故31起、死亡30人。其中,道路交通事故20起、死亡21人,同比分别下降9.1%和4.5%;建筑施工事故3起、死亡3人,同比持平。",
        (
            ("accident.count", "31"),
            ("accident.deaths", "30"),
            ("accident.count", "20"),
            ("accident.deaths", "21"),
            ("accident.count_yoy", "-0.091"),
            ("accident.deaths_yoy", "-0.045"),
            ("accident.count", "3"),
            ("accident.deaths", "3"),
            ("accident.count_yoy", "0"),
            ("accident.deaths_yoy", "0"),
        ),
    ),
    ("死亡人数由上年的26人减少到19人,同比下降26.9%。", (("accident.deaths", "19"), ("accident.deaths_yoy", "-0.269"))),
    (
        "与去年同期相比,事故总量下降22.5%,死亡人数下降18%。",
        (("accident.count_yoy", "-0.225"), ("accident.deaths_yoy", "-0.18")),
    ),
    ("同比少发生事故3起,少死亡2人。", (("accident.count_change", "-3"), ("accident.deaths_change", "-2"))),
    (
        "发生一般事故7起、死亡7人,较大事故1起、死亡3人。",
        (
            ("accident.general_count", "7"),
            ("accident.general_deaths", "7"),
            ("accident.larger_count", "1"),
            ("accident.larger_deaths", "3"),
        ),
    ),
    (
        "检查危化企业32家、烟花爆竹企业15家,发现隐患88条。",
        (("inspection.units", "32"), ("inspection.units", "15"), ("hazard.found", "88")),
    ),
    ("全市检查煤矿企业12家次、非煤矿山30家次。", (("inspection.count", "12"), ("inspection.count", "30"))),
    (
        "立案12起,其中事故立案3起;罚款85.6万元,其中事故罚款30万元。",
        (
            ("penalty.case_filed", "12"),
            ("penalty.case_accident", "3"),
            ("penalty.fine_amount", "856000"),
            ("penalty.fine_accident", "300000"),
        ),
    ),
    (
        "出动检查人员56人次,检查生产经营单位21家(其中危化企业5家),发现问题隐患43处,现场整改40处,限期整改3处。",
        (
            ("inspection.personnel", "56"),
            ("inspection.units", "21"),
            ("inspection.units", "5"),
            ("hazard.found", "43"),
            ("hazard.immediate", "40"),
            ("hazard.deadline", "3"),
        ),
    ),
    (
        "共检查各类企业、场所1,306家(处),排查出各类隐患2 415条,整改完成2,398条,整改率达99.3%。",
        (
            ("inspection.units", "1306"),
            ("hazard.found", "2415"),
            ("hazard.rectified", "2398"),
            ("hazard.rectification_rate", "0.993"),
        ),
    ),
    (
        "责令停产停业整顿3家,行政处罚立案5起,已结案4起,累计罚款人民币12.3万元。",
        (
            ("penalty.suspension", "3"),
            ("penalty.case_filed", "5"),
            ("penalty.case_closed", "4"),
            ("penalty.fine_amount", "123000"),
        ),
    ),
    (
        "今年以来,全县共开展联合执法17次,取缔非法加油点6处,查扣车辆9辆,移交司法机关2人。",
        (("inspection.count", "17"), ("penalty.closure", "6"), ("penalty.seizure", "9"), ("prosecution.criminal", "2")),
    ),
)

# Numbers that are no figures at all.
NOTHING: tuple[str, ...] = (
    "一票否决比例不低于8%。",
    "明年打算举办4-5期培训班,计划培训500人。",
    "2026年“零事故”村(社区)比例将达到95%。",
    "全年应完成达标企业50家。",
    "联系电话:0990-1234567。",
    "示应急〔2023〕15号文件要求。",
    "开展“六打六治”专项行动,落实“四个一律”。",
    "每周至少检查3次。",
    "每村配备2名监管员。",
    "没有发生死亡3人以上事故的目标。",
    "可处2万元以上10万元以下罚款。",
    "举报最高奖励1万元。",
    "要求各地检查企业不少于100家。",
    "力争全年检查企业500家。",
    "拟立案3起。",
    "罚款同比增长20%。",
    "检查企业同比增加12家。",
    "处罚金额占全市的36.5%。",
    "共检查单?584家,责令“三停?0家。",
    "出动余人次。",
    "电缆4150米,废渣820袋。",
    "浏览次数:2075次",
    "21个县市形势总体稳定。",
    "其中损失最大的一起为27万元。",
    "3200余条隐患排查标准。",
    "下一步,将检查企业200家。",
    "排名后三位的县处罚均不足5次。",
    "平均每个县检查212家次。",
    "死亡人数比控制指标少12人。",
    "检查企业30-50家。",
    "举报可得2千到2万元奖励。",
    "力争事故起数、死亡人数同比下降10%以上。",
    "接入企业128家,在线监测点位1560个。",
)
