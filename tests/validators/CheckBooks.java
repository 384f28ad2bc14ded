// Runs EPUBCheck over many books in one machine: each start costs seconds, each book a moment.
import com.adobe.epubcheck.tool.EpubChecker;

class CheckBooks {
    public static void main(String[] books) {
        for (String book : books) {
            new EpubChecker().run(new String[] {book, "--json", book + ".json"});
        }
    }
}
