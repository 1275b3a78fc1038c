"""Chinese words (Simplified) for every value of a scene, in the manner of `words_english`.

Times and places have two tables: what may stand before 的 or a verb (日落时, 海边) and what may
stand alone between commas (日落, 大海).
"""

from collections.abc import Sequence

from engine.builtin.words_english import WordTable

SUBJECTS: WordTable = {
    "lighthouse": ("灯塔",),
    "house": ("房子", "房子", "木屋", "房屋", "小木屋", "小屋"),
    "castle": ("城堡", "城堡", "城堡", "古堡", "宫殿"),
    "tent": ("帐篷", "帐篷", "露营帐篷"),
    "tree": ("树", "树", "树木"),
    "flower": ("花", "花", "花朵", "雏菊", "玫瑰"),
    "mushroom": ("蘑菇",),
    "cat": ("猫", "猫", "猫咪", "小猫"),
    "sailboat": ("帆船", "帆船", "帆船", "船", "小船"),
    "balloon": ("热气球", "热气球", "热气球", "气球"),
    "rocket": ("火箭", "火箭", "火箭", "宇宙飞船", "飞船"),
    "robot": ("机器人", "机器人", "机械人"),
    "windmill": ("风车", "风车", "风车", "磨坊"),
    "pagoda": ("宝塔", "宝塔", "佛塔", "古塔", "寺庙"),
    "owl": ("猫头鹰", "猫头鹰", "小猫头鹰"),
    "rabbit": ("兔子", "兔子", "小兔子", "野兔"),
    "car": ("汽车", "汽车", "轿车", "车", "小汽车"),
    "ufo": ("飞碟", "飞碟", "UFO", "不明飞行物"),
    "landscape": ("风景", "风景", "景色", "风光"),
}
MEASURES: WordTable = {
    "lighthouse": ("座",),
    "house": ("座", "栋", "间"),
    "castle": ("座",),
    "tent": ("顶", "个"),
    "tree": ("棵",),
    "flower": ("朵",),
    "mushroom": ("朵", "个"),
    "cat": ("只",),
    "sailboat": ("艘", "艘", "条"),
    "balloon": ("个", "只"),
    "rocket": ("枚",),
    "飞船": ("艘",),
    "宇宙飞船": ("艘",),
    "robot": ("个",),
    "windmill": ("座",),
    "pagoda": ("座",),
    "owl": ("只",),
    "rabbit": ("只",),
    "car": ("辆",),
    "ufo": ("个", "架"),
    "landscape": ("片",),
}
"""Measure words by subject, or by noun where that one differs."""
COLORS: WordTable = {
    "red": ("红色", "红色", "红色", "红", "鲜红"),
    "orange": ("橙色", "橙色", "橘色", "橙"),
    "yellow": ("黄色", "黄色", "黄色", "黄", "金黄", "金色"),
    "green": ("绿色", "绿色", "绿色", "绿", "翠绿"),
    "blue": ("蓝色", "蓝色", "蓝色", "蓝", "湛蓝"),
    "purple": ("紫色", "紫色", "紫色", "紫", "紫罗兰色"),
    "pink": ("粉色", "粉红色", "粉红", "粉"),
    "white": ("白色", "白色", "白", "洁白"),
    "black": ("黑色", "黑色", "黑", "乌黑"),
    "brown": ("棕色", "棕色", "褐色", "棕", "咖啡色"),
}
TIMES: WordTable = {
    "sunrise": ("日出时", "日出时", "清晨", "黎明时分", "早晨", "晨光中"),
    "noon": ("正午", "白天", "中午", "阳光下", "晴天里"),
    "sunset": ("日落时", "日落时", "黄昏时分", "傍晚", "夕阳下", "晚霞中"),
    "night": ("夜晚", "夜里", "星空下", "月光下", "深夜"),
    "rain": ("雨中", "雨中", "下雨时", "雨天里", "暴风雨中", "细雨中"),
    "aurora": ("极光下", "极光下", "北极光下", "极光中"),
}
TIME_TAGS: WordTable = {
    "sunrise": ("日出", "日出", "清晨", "黎明", "早晨", "朝霞"),
    "noon": ("正午", "白天", "中午", "阳光明媚", "晴天"),
    "sunset": ("日落", "日落", "黄昏", "傍晚", "夕阳", "晚霞"),
    "night": ("夜晚", "夜景", "星空", "月夜", "深夜", "月光"),
    "rain": ("下雨", "雨天", "雨中", "暴风雨", "细雨"),
    "aurora": ("极光", "极光", "北极光"),
}
PLACES: WordTable = {
    "mountains": ("群山中", "山中", "群山之间", "高山前", "山里"),
    "sea": ("海边", "海上", "大海上", "海面上", "海岸边"),
    "hills": ("山丘上", "丘陵上", "乡间", "草坡上", "草原上"),
    "desert": ("沙漠里", "沙漠中", "戈壁上", "仙人掌旁"),
    "snow": ("雪地里", "雪地里", "雪地上", "雪原上", "冰天雪地里"),
    "forest": ("森林里", "森林中", "树林里", "松林中"),
    "city": ("城市里", "城市中", "都市里", "街头", "高楼之间"),
    "beach": ("沙滩上", "沙滩上", "海滩上", "热带海滩上", "棕榈树下", "椰子树下"),
    "flowers": ("花田里", "花田里", "花海中", "花丛中", "薰衣草田里", "开满鲜花的草地上"),
}
PLACE_TAGS: WordTable = {
    "mountains": ("群山", "高山", "山脉"),
    "sea": ("大海", "海边", "海上", "海洋"),
    "hills": ("山丘", "丘陵", "乡村", "草原"),
    "desert": ("沙漠", "沙漠", "戈壁", "荒漠"),
    "snow": ("雪地", "雪景", "冬天", "雪原"),
    "forest": ("森林", "森林", "树林", "松林"),
    "city": ("城市", "都市", "街道", "城市天际线"),
    "beach": ("沙滩", "海滩", "热带海滩", "棕榈树", "椰林"),
    "flowers": ("花田", "花海", "花丛", "薰衣草田"),
}
STYLES: WordTable = {
    "illustration": ("插画", "插画", "扁平插画", "卡通", "矢量插画", "绘本插画"),
    "watercolor": ("水彩画", "水彩画", "水彩"),
    "pixel": ("像素画", "像素画", "像素艺术", "像素", "复古游戏"),
    "ink": ("素描", "钢笔画", "线稿", "速写", "墨线画", "水墨画"),
    "poster": ("海报", "旅行海报", "复古海报", "丝网版画"),
    "papercut": ("剪纸", "剪纸", "剪纸画", "剪纸艺术", "纸雕"),
    "oil": ("油画", "油画", "油画", "布面油画", "印象派油画", "印象派"),
    "glass": ("彩色玻璃", "彩色玻璃", "彩绘玻璃", "彩色玻璃窗", "教堂彩窗"),
    "blueprint": ("蓝图", "蓝图", "设计蓝图", "工程图", "技术图纸"),
}
EXTRAS: WordTable = {
    "clouds": ("有云朵", "云朵", "多云", "有云彩", "飘着云朵"),
    "birds": ("有飞鸟", "飞鸟", "有鸟儿", "天上有鸟", "鸟群"),
    "rainbow": ("有彩虹", "有彩虹", "彩虹", "天边有彩虹", "带彩虹"),
}
SIZES: WordTable = {
    "small": ("小小的", "小", "小", "很小的", "迷你"),
    "big": ("巨大的", "大", "大", "很大的", "超大的"),
}
COUNTS: WordTable = {"2": ("两", "两", "两", "2"), "3": ("三", "三", "三", "3")}
POSITIONS: WordTable = {
    "left": ("在左边", "在左侧", "左边", "在画面左侧", "靠左"),
    "right": ("在右边", "在右侧", "右边", "在画面右侧", "靠右"),
    "center": ("在中间", "居中", "在画面中央"),
}
ADJECTIVES: Sequence[str] = (
    "美丽的", "可爱的", "精美的", "古老的", "孤独的", "梦幻的", "宁静的", "神奇的", "漂亮的",
)  # fmt: skip
"""Fillers that stand before the thing."""
FILLERS: Sequence[str] = (
    "高清", "精美", "杰作", "高质量", "细节丰富", "唯美", "治愈", "极简", "史诗感", "温馨",
    "童话般", "光线柔和", "4K", "8K", "壁纸", "电影感", "美丽", "可爱",
)  # fmt: skip
"""Fillers that stand between commas."""
STRANGERS: Sequence[str] = (
    "龙", "马", "狗", "小狗", "女孩", "男孩", "女人", "男人", "人", "小孩", "鱼", "狐狸", "熊",
    "狼", "狮子", "大象", "独角兽", "巫师", "骑士", "公主", "怪物", "火车", "自行车", "桥",
    "河流", "湖泊", "瀑布", "宇航员", "恐龙", "企鹅", "蝴蝶", "熊猫", "苹果", "蛋糕", "老虎",
    "雪人", "松鼠", "青蛙", "牛", "羊", "武士", "女巫", "飞机",
)  # fmt: skip
"""What people ask for and the model cannot draw: it leaves them out and draws the place."""
REQUESTS: Sequence[str] = ("画", "请画", "帮我画", "给我画", "我想要", "生成")
TABLES: Sequence[WordTable] = (
    SUBJECTS, MEASURES, COLORS, TIMES, TIME_TAGS, PLACES, PLACE_TAGS, STYLES, EXTRAS, SIZES, COUNTS,
    POSITIONS,
)  # fmt: skip
"""All tables by value."""
